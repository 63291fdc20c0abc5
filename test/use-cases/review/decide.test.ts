import { beforeAll, describe, expect, it } from 'vitest';
import { findPerson, groupIdsOf } from '../../../local/azure/directory.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import type { Round } from '../../../src/domain/review/round.ts';
import { type DecidePorts, type DecisionRequest, decide } from '../../../src/use-cases/review/decide.ts';
import { collect } from '../../contract/samples.ts';
import { groupsOff } from '../../domain/sample.ts';
import { aProject, aReview, type SeededReview } from '../../functions/running-app.ts';
import { type UnevenApp, unevenApp } from '../uneven-app.ts';

let app: UnevenApp;
let ports: DecidePorts;
beforeAll(() => {
  app = unevenApp();
  ports = { ...app.ports, groupsClaim: { on: true, projects: app.azure.projectGroups } };
});

const rounds = 50;

function requestOf(review: SeededReview, person: 'ada' | 'ben' | 'cleo', choice: 'approve' | 'deny'): DecisionRequest {
  const { oid } = review.round.approvers.find((approver) => approver.email.startsWith(person)) ?? {
    oid: '',
  };
  const handle = review.links[person].split('/').at(-1) ?? '';
  const said = { lookedAt: true, deidentified: true, reason: choice === 'deny' ? 'Single persons can be seen.' : '' };
  const groups = groupIdsOf(app.azure.directory, findPerson(app.azure.directory, person));
  return { handle, approver: { oid, emails: [], groups }, choice, digest: review.round.digest, ...said };
}

describe('decide', () => {
  it(`records both of two approvers who decide at the same instant, and closes the round once (${rounds} rounds)`, async () => {
    for (let count = 0; count < rounds; count += 1) {
      const review = await aReview(app);
      const requests = [requestOf(review, 'ada', 'approve'), requestOf(review, 'ben', 'approve')];
      const outcomes = await Promise.all(requests.map((request) => decide(ports, request)));
      expect(outcomes.map(({ kind }) => kind)).toEqual(['recorded', 'recorded']);
      const rows = await app.ports.decisions.read(review.operation.id);
      expect(rows.decisions).toHaveLength(2);
      expect(rows.rounds[0]?.value).toMatchObject({ status: 'approved', revision: 3 });
    }
  });

  it(`never loses a deny that arrives while the quorum is being closed (${rounds} rounds)`, async () => {
    for (let count = 0; count < rounds; count += 1) {
      const review = await aReview(app);
      await decide(ports, requestOf(review, 'ben', 'approve'));
      const requests = [requestOf(review, 'ada', 'approve'), requestOf(review, 'cleo', 'deny')];
      const [approval, denial] = await Promise.all(requests.map((request) => decide(ports, request)));
      const {
        rounds: [round],
      } = await app.ports.decisions.read(review.operation.id);
      expect([round?.value.status, approval?.kind, denial?.kind]).toEqual(
        denial?.kind === 'recorded' ? ['denied', 'refuse', 'recorded'] : ['approved', 'recorded', 'refuse'],
      );
    }
  });

  it('either holds the release by a question that comes with the last approval, or refuses the question', async () => {
    for (let count = 0; count < rounds; count += 1) {
      const review = await aReview(app);
      await decide(ports, requestOf(review, 'ben', 'approve'));
      const question = { ...requestOf(review, 'cleo', 'deny'), choice: 'ask' as const };
      const requests = [requestOf(review, 'ada', 'approve'), question];
      const [approval, asked] = await Promise.all(requests.map((request) => decide(ports, request)));
      const [stored] = (await app.ports.decisions.read(review.operation.id)).rounds;
      const isHeld = stored?.value.questions !== undefined;
      expect([stored?.value.status, approval?.kind, asked?.kind]).toEqual(
        isHeld ? ['open', 'recorded', 'recorded'] : ['approved', 'recorded', 'refuse'],
      );
    }
  });

  it('records one decision and one audit line when the same click arrives twice at once', async () => {
    const review = await aReview(app);
    const request = requestOf(review, 'ada', 'approve');
    const outcomes = await Promise.all([decide(ports, request), decide(ports, request)]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['recorded', 'repeat']);
    expect(await linesAbout(review)).toHaveLength(1);
  });

  it('writes the missing audit line when a click is repeated after a crash between row and audit', async () => {
    const review = await aReview(app);
    const request = requestOf(review, 'ada', 'approve');
    const broken = { ...ports, audit: { append: () => Promise.reject(new Error('the connection was cut')) } };
    await expect(decide(broken, request)).rejects.toThrow('the connection was cut');
    expect((await decide(ports, request)).kind).toBe('repeat');
    const lines = await linesAbout(review);
    expect(lines).toHaveLength(1);
    const [recorded] = (await app.ports.decisions.read(review.operation.id)).decisions;
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ kind: 'decision.recorded', at: recorded?.at });
  });

  it('writes the missing line of whoever repeats, not that of somebody who decided before', async () => {
    const review = await aReview(app);
    await decide(ports, requestOf(review, 'ben', 'approve'));
    const request = requestOf(review, 'cleo', 'approve');
    const broken = { ...ports, audit: { append: () => Promise.reject(new Error('the connection was cut')) } };
    await expect(decide(broken, request)).rejects.toThrow('the connection was cut');
    expect((await decide(ports, request)).kind).toBe('repeat');
    expect((await linesAbout(review)).at(-1)).toContain(request.approver.oid);
  });

  it('takes nothing by a link that nobody was sent', async () => {
    const request = requestOf(await aReview(app), 'ada', 'approve');
    expect(await decide(ports, { ...request, handle: 'x'.repeat(43) })).toEqual({ kind: 'unknown' });
  });

  it.each<[string, Partial<Operation>, Partial<Round>, string]>([
    ['that went on', { state: 'releasing' }, {}, 'is releasing and not in review'],
    ['that was not decided in time', { state: 'expired' }, { status: 'expired' }, 'not decided in time'],
    ['that was withdrawn', { state: 'returned' }, { status: 'withdrawn' }, 'is returned and not in review'],
  ])('takes nothing about a package %s, and says so', async (_, operation, round, words) => {
    const review = await aReview(app, { operation, round });
    expect(await decide(ports, requestOf(review, 'ada', 'approve'))).toMatchObject({
      kind: 'refuse',
      code: 'not-in-review',
      message: expect.stringContaining(words),
    });
    expect((await app.ports.decisions.read(review.operation.id)).decisions).toEqual([]);
  });

  it('asks for a sign-in that meets the authentication context of the round, and takes the decision with it', async () => {
    const { egress } = await aProject(app);
    const approval = { ...egress.approval, authContext: 'c1' };
    const { quorum, independent, onDeadline, blind } = approval;
    const rules = { quorum, independent, onDeadline, blind, disclosure: egress.disclosure, authContext: 'c1' };
    const review = await aReview(app, { project: { egress: { ...egress, approval } }, round: { rules } });
    const request = requestOf(review, 'ada', 'approve');
    const meeting = (...contexts: string[]) =>
      decide(ports, { ...request, approver: { ...request.approver, contexts } });
    expect(await decide(ports, request)).toEqual({ kind: 'step-up', context: 'c1' });
    expect(await meeting('c2')).toEqual({ kind: 'step-up', context: 'c1' });
    expect((await app.ports.decisions.read(review.operation.id)).decisions).toEqual([]);
    expect(await meeting('c2', 'c1')).toMatchObject({ kind: 'recorded' });
  });

  it('reads again when somebody else wrote first what the definition makes of the round', async () => {
    const review = await aReview(app);
    await withoutCleo();
    const { decisions } = ports;
    const updateRound: typeof decisions.updateRound = async (round) => {
      await decisions.updateRound(round);
      return decisions.updateRound(round);
    };
    const late = { ...ports, decisions: { ...decisions, updateRound } };
    expect(await decide(late, requestOf(review, 'ada', 'approve'))).toMatchObject({ kind: 'recorded' });
  });

  it('records nothing while it cannot be written what the definition makes of the round', async () => {
    const review = await aReview(app);
    await withoutCleo();
    const updateRound = () => Promise.reject(new Error('the connection was cut'));
    const cut = { ...ports, decisions: { ...ports.decisions, updateRound } };
    await expect(decide(cut, requestOf(review, 'ada', 'approve'))).rejects.toThrow('the connection was cut');
  });

  it('takes nothing by the link of somebody else', async () => {
    const review = await aReview(app);
    const { approver } = requestOf(review, 'ben', 'approve');
    const outcome = await decide(ports, { ...requestOf(review, 'ada', 'approve'), approver });
    expect(outcome.kind).toBe('not-yours');
  });

  it('refuses an approver in the group of the researchers, with one audit line however often they try', async () => {
    const review = await aReview(app);
    const request = requestOf(review, 'ada', 'approve');
    const groups = Object.values(app.azure.projectGroups['heart-study'] ?? {});
    const attempt = { ...request, approver: { ...request.approver, groups } };
    for (let count = 0; count < 3; count += 1) {
      expect(await decide(ports, attempt)).toMatchObject({ kind: 'refuse', code: 'wrong-group' });
    }
    const rows = await app.ports.decisions.read(review.operation.id);
    expect([rows.decisions, rows.rounds[0]?.value.revision]).toEqual([[], 1]);
    expect(await linesAbout(review)).toEqual([expect.stringContaining('"kind":"decision.refused"')]);
    expect((await decide(ports, request)).kind).toBe('recorded');
  });

  it('does not ask for groups where the deployment says that they do not count', async () => {
    const request = requestOf(await aReview(app), 'ada', 'approve');
    const off = { ...ports, groupsClaim: groupsOff };
    const approver = { ...request.approver, groups: 'no-claim' } as const;
    expect((await decide(off, { ...request, approver })).kind).toBe('recorded');
  });
});

async function withoutCleo(): Promise<void> {
  const { people } = await aProject(app);
  const approvers = people.approvers.filter(({ email }) => !email.startsWith('cleo'));
  await aProject(app, { people: { ...people, approvers } });
}

async function linesAbout({ operation }: SeededReview): Promise<string[]> {
  const lines = await collect(app.ports.audit.lines('heart-study'));
  return lines.filter((line) => line.includes(operation.id));
}
