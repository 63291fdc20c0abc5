import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPerson, readDirectory } from '../../local/azure/directory.ts';
import { parseChainLine } from '../../src/domain/audit/chain-line.ts';
import { collect } from '../contract/samples.ts';
import { crowded } from '../local/azure/crowded-directory.ts';
import { aLink, aReview, hiddenField, type RunningApp, signInAs, startApp } from './running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory', directory: crowded(readDirectory(), 'cleo', 201) });
});
afterAll(() => app.stop());

const known = (id: string) => {
  const { name, email, oid } = findPerson(app.azure.directory, id);
  return { name, email, oid };
};

const independent = (id: string) => ({ ...known(id), independent: true });

/** The person opens a link to a package whose project names them an approver and no researcher, and approves twice. */
async function approveAs(person: string) {
  const people = {
    dataOwners: [known('olga')],
    researchers: [known('rana')],
    approvers: [independent(person), independent('ben')],
  };
  const review = await aReview(app, { project: { people: { ...people, operators: [] } } });
  const link = await aLink(app, review.operation, 1, known(person).oid);
  const { visitor, page } = await signInAs(app, person, link);
  const form = {
    antiForgery: hiddenField(page.html, 'antiForgery'),
    digest: review.round.digest,
    choice: 'approve',
    lookedAt: 'yes',
    deidentified: 'yes',
  };
  const answers = [
    await visitor.post(app.url + link, form, app.url),
    await visitor.post(app.url + link, form, app.url),
  ];
  const { decisions } = await app.ports.decisions.read(review.operation.id);
  const lines = (await collect(app.ports.audit.lines('heart-study'))).map((line) => parseChainLine(line).event);
  return {
    opened: page,
    answers,
    decisions,
    events: lines.filter(({ operation }) => operation === review.operation.id),
  };
}

describe('a decision of an approver whom the definition names and whose token', () => {
  it.each([
    ['holds the group of the researchers', 'rui', 'You are in the researchers', 'holds the researchers'],
    ['holds another group only', 'eve', 'You are not in the approvers', 'lacks the approvers'],
    ['has no groups claim', 'nils', 'names no groups', 'no groups claim'],
    ['has more groups than fit', 'cleo', 'more than 200 groups', 'more than 200 groups'],
  ])('%s is refused, announced on the page, and told to operators once', async (_, person, said, told) => {
    const { opened, answers, decisions, events } = await approveAs(person);
    expect(opened.html).toContain(said);
    for (const answer of answers) {
      expect(answer.status).toBe(403);
      expect(answer.html).toContain(said);
    }
    expect(decisions).toEqual([]);
    expect(events).toMatchObject([{ kind: 'decision.refused', actor: known(person).oid, data: { round: 1 } }]);
    expect(events[0]?.data['why']).toContain(told);
  });

  it('holds the group of the approvers is recorded', async () => {
    const { opened, answers, decisions, events } = await approveAs('ada');
    expect(opened.html).not.toContain('group');
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(decisions).toMatchObject([{ approver: known('ada').oid, choice: 'approve' }]);
    expect(events.map(({ kind }) => kind)).toEqual(['decision.recorded']);
  });
});
