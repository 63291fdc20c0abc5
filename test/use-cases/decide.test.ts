import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DecisionRequest, decide } from '../../src/use-cases/decide.ts';
import { aReview, type RunningApp, type SeededReview, startApp } from '../functions/running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const rounds = 50;

function requestOf(review: SeededReview, person: 'ada' | 'ben' | 'cleo', choice: 'approve' | 'deny'): DecisionRequest {
  const { oid, name } = review.round.approvers.find((approver) => approver.email.startsWith(person)) ?? {
    oid: '',
    name: '',
  };
  const handle = review.links[person].split('/').at(-1) ?? '';
  const said = { lookedAt: true, deidentified: true, reason: choice === 'deny' ? 'Single persons can be seen.' : '' };
  return { handle, approver: { oid, name }, choice, digest: review.round.digest, ...said };
}

describe('decide', () => {
  it(`records both of two approvers who decide at the same instant, and closes the round once (${rounds} rounds)`, async () => {
    for (let count = 0; count < rounds; count += 1) {
      const review = await aReview(app);
      const requests = [requestOf(review, 'ada', 'approve'), requestOf(review, 'ben', 'approve')];
      const outcomes = await Promise.all(requests.map((request) => decide(app.ports, request)));
      expect(outcomes.map(({ kind }) => kind)).toEqual(['recorded', 'recorded']);
      const rows = await app.ports.decisions.read(review.operation.id);
      expect(rows.decisions).toHaveLength(2);
      expect(rows.rounds[0]?.value).toMatchObject({ status: 'approved', revision: 3 });
    }
  });

  it(`never loses a deny that arrives while the quorum is being closed (${rounds} rounds)`, async () => {
    for (let count = 0; count < rounds; count += 1) {
      const review = await aReview(app);
      await decide(app.ports, requestOf(review, 'ben', 'approve'));
      const requests = [requestOf(review, 'ada', 'approve'), requestOf(review, 'cleo', 'deny')];
      const [approval, denial] = await Promise.all(requests.map((request) => decide(app.ports, request)));
      const {
        rounds: [round],
      } = await app.ports.decisions.read(review.operation.id);
      expect([round?.value.status, approval?.kind, denial?.kind]).toEqual(
        denial?.kind === 'recorded' ? ['denied', 'refuse', 'recorded'] : ['approved', 'recorded', 'refuse'],
      );
    }
  });

  it('records one decision and one audit line when the same click arrives twice at once', async () => {
    const review = await aReview(app);
    const request = requestOf(review, 'ada', 'approve');
    const outcomes = await Promise.all([decide(app.ports, request), decide(app.ports, request)]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['recorded', 'repeat']);
    let lines = 0;
    for await (const line of app.ports.audit.lines('heart-study')) {
      if (line.includes(review.operation.id)) lines += 1;
    }
    expect(lines).toBe(1);
  });

  it('writes the missing audit line when a click is repeated after a crash between row and audit', async () => {
    const review = await aReview(app);
    const request = requestOf(review, 'ada', 'approve');
    const broken = { ...app.ports, audit: { append: () => Promise.reject(new Error('the connection was cut')) } };
    await expect(decide(broken, request)).rejects.toThrow('the connection was cut');
    expect((await decide(app.ports, request)).kind).toBe('repeat');
    const lines: string[] = [];
    for await (const line of app.ports.audit.lines('heart-study')) {
      if (line.includes(review.operation.id)) lines.push(line);
    }
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('"kind":"decision.recorded"');
  });

  it('takes nothing by the link of somebody else', async () => {
    const review = await aReview(app);
    const { approver } = requestOf(review, 'ben', 'approve');
    const outcome = await decide(app.ports, { ...requestOf(review, 'ada', 'approve'), approver });
    expect(outcome.kind).toBe('not-yours');
  });
});
