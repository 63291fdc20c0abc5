import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { people, someFiles } from '../../journeys/sample-people.ts';
import { type MemoryJourney, startMemoryJourney } from './memory-journey.ts';

let journey: MemoryJourney;
beforeAll(async () => {
  journey = await startMemoryJourney();
});
afterAll(() => journey.end());

const shown = z.object({ id: z.string(), state: z.string() });
const why = { reason: 'these were the wrong files' };

/** Somebody asks for an act as themselves; gives the state that the answer tells of. */
async function ask(person: string, path: string): Promise<string> {
  const key = { 'idempotency-key': `${person}-${path.replace(/\W/g, '-')}` };
  const answer = await journey.ops.as(person).ask('POST', `ops/${path}`, why, key);
  expect(await journey.ops.as(person).ask('POST', `ops/${path}`, why, key)).toEqual(answer);
  return shown.parse(answer).state;
}

/** Somebody asks, and the host dies before it has written a line of it. */
async function askInVain(person: string, path: string): Promise<void> {
  let death: Promise<void> | undefined;
  journey.faults.push(({ service, operation }) => {
    if (service === 'control/audit' && operation === 'appendBlock') death ??= journey.crash();
    return undefined;
  });
  await expect(journey.ops.as(person).call('POST', `ops/${path}`, why)).rejects.toThrow('died');
  await death;
  journey.faults.length = 0;
}

test('a package that is withdrawn in review goes back, though the host dies at once; decisions are refused', async () => {
  await journey.drop('table', someFiles('table'));
  const { id } = await journey.reached('export', 'table', 'in-review');
  await journey.mailsNoted(id, 'decide-', people.approvers.length);
  await askInVain('researcher', `exports/heart-study/${id}/withdraw`);
  const [asked] = await journey.operations('export', 'table');
  expect(asked?.withdrawal, 'a wish of which no line tells').toBeUndefined();
  expect(await ask('researcher', `exports/heart-study/${id}/withdraw`)).toBe('in-review');
  await journey.crash();
  const { withdrawal } = await journey.reached('export', 'table', 'returned');
  expect(await journey.audited('export.withdrawal')).toMatchObject([{ operation: id, actor: withdrawal?.by }]);
  await journey.mailsNoted(id, 'withdrawn-', people.approvers.length);
  await journey.mailsNoted(id, 'returned-', people.researchers.length);
  const page = await journey.decide(id, 'ada', { choice: 'approve', reason: '' }).catch(String);
  expect(page).toMatch(/withdrawn|not in review/);
  expect(await journey.names('public', 'released')).toEqual([]);
});

test('a package that an operator withdraws while it is frozen goes back, and nobody is asked; outside it is not told yet', async () => {
  journey.factory({ millisecondsPerFile: 900 });
  await journey.drop('figure', someFiles('figure'));
  const { id } = await journey.reached('export', 'figure', 'freezing');
  const path = `exports/heart-study/${id}/withdraw`;
  expect((await journey.ops.as('researcher').call('POST', `ops/${path}`, why)).status).toBe(404);
  expect(await ask('operator', path)).toBe('freezing');
  await journey.crash();
  await journey.reached('export', 'figure', 'returned');
  journey.factory({ millisecondsPerFile: 0 });
  expect(journey.mails(id, 'decide-')).toEqual([]);
});

test('an upload that is withdrawn by its owner, who cannot delete it, is discarded as they ask', async () => {
  const ingress = journey.container('public', 'ingress');
  // A file of which only blocks have arrived keeps the upload open.
  await ingress.getBlockBlobClient('heart-study/cohort/late.csv').stageBlock('MQ==', 'x', 1);
  await ingress.getBlockBlobClient('heart-study/cohort/a.csv').upload('x', 1);
  const { id } = await journey.reached('ingress', 'cohort', 'receiving');
  expect(await ask('owner', `datasets/heart-study/${id}/withdraw`)).toBe('withdrawing');
  await journey.crash();
  expect((await journey.reached('ingress', 'cohort', 'withdrawing')).withdrawal?.part).toBe('owner');
  journey.factory({ millisecondsPerFile: 1500 });
  expect(await ask('owner', `datasets/heart-study/${id}/discard`)).toBe('discarding');
  await journey.crash();
  await journey.reached('ingress', 'cohort', 'discarded');
  journey.factory({ millisecondsPerFile: 0 });
  const left = await journey.names('public', 'ingress');
  expect(left).not.toContain('heart-study/cohort/a.csv');
});

test('a rejected package is discarded by its researcher, and its name is free', async () => {
  await journey.spoil('export', 'raw', someFiles('raw'), { path: 'raw.arrow', bytes: Buffer.from('x') });
  const { id } = await journey.reached('export', 'raw', 'rejected');
  expect((await journey.ops.as('owner').call('POST', `ops/exports/heart-study/${id}/discard`, why)).status).toBe(403);
  expect(await ask('researcher', `exports/heart-study/${id}/discard`)).toBe('discarding');
  await journey.reached('export', 'raw', 'discarded');
  await journey.drop('raw', someFiles('raw'));
  await journey.reached('export', 'raw', 'in-review');
});

test('after all of that every record holds', async () => {
  expect(await journey.ops.ask('GET', 'ops/audit/verify')).toMatchObject({ ok: true, findings: [] });
});
