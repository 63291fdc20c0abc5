import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { someFiles } from '../../journeys/sample-people.ts';
import { type MemoryJourney, startMemoryJourney } from './memory-journey.ts';

const day = 86_400_000;
const reason = 'The study is over';
const waiting = z.object({ pending: z.object({ id: z.string() }) });
const shown = z.object({
  closing: z.object({
    todo: z.array(z.string()),
    waits: z.looseObject({ operator: z.array(z.unknown()) }).nullable(),
    receipt: z.string().nullable(),
  }),
});

describe.each([
  { releases: 'keep', results: 'released' },
  { releases: 'revoke', results: 'revoked' },
] as const)('closing a project with its releases to $releases', ({ releases, results }) => {
  let journey: MemoryJourney;
  beforeAll(async () => {
    journey = await startMemoryJourney();
  });
  afterAll(() => journey.end());

  const path = () => `ops/projects/${journey.project}`;
  const closing = async () => shown.parse(await journey.ops.ask('GET', path())).closing;
  const there = async (account: 'public' | 'secure', container: string) => await journey.names(account, container);

  /** Approvers answer a package, and it comes to its end. */
  async function decided(name: string, choice: 'approve' | 'deny', end: string): Promise<void> {
    await journey.drop(name, someFiles(name));
    const { id } = await journey.reached('export', name, 'in-review');
    await journey.mailsNoted(id, 'decide-1', 3);
    await journey.decide(id, 'ada', { choice, reason });
    if (choice === 'approve') await journey.decide(id, 'cleo', { choice });
    await journey.reached('export', name, end);
  }

  async function close(): Promise<void> {
    const { etag = '' } = await journey.ops.call('GET', path());
    const asked = await journey.ops.ask('POST', `${path()}/close`, { reason, releases }, { 'if-match': etag });
    const { id } = waiting.parse(asked).pending;
    const answer = await journey.ops.as('second-operator').ask('POST', `${path()}/changes/${id}/confirm`, { reason });
    expect(shown.parse(answer).closing.todo[0]).toContain('"cohort/v1"');
  }

  test('ends all that it holds, over a crash and weeks, and one receipt lists it', async () => {
    await journey.upload('cohort', someFiles('cohort'));
    await journey.reached('ingress', 'cohort', 'available');
    await journey.spoil('ingress', 'wrong', someFiles('wrong'), { path: 'x.exe', bytes: Buffer.from('x') });
    await journey.reached('ingress', 'wrong', 'rejected');
    await decided('tables', 'approve', 'released');
    await decided('drafts', 'deny', 'returned');
    await journey.drop('notes', someFiles('notes'));
    const notes = await journey.reached('export', 'notes', 'in-review');
    await journey.mailsNoted(notes.id, 'decide-1', 3);
    journey.factory({ millisecondsPerFile: 3_600_000 });
    await journey.upload('moving', someFiles('moving'));
    await journey.reached('ingress', 'moving', 'copying');
    journey.factory({ millisecondsPerFile: 0 });

    await close();
    await journey.crash();
    await journey.reached('ingress', 'moving', 'withdrawing');
    expect((await closing()).todo).toContainEqual(expect.stringContaining('"moving/v1"'));
    await journey.reached('ingress', 'cohort', 'retracting');
    await journey.reached('ingress', 'wrong', 'discarded');
    await journey.reached('export', 'notes', 'returned');
    await journey.reached('export', 'tables', results);
    await journey.upload('late', someFiles('late'));

    await journey.advance(31 * day);
    await journey.advance(9 * day);
    const receipt = await journey.until(
      'the receipt of the closed project',
      async () => (await closing()).receipt ?? undefined,
    );
    const payload = decodeJwt(receipt);
    expect(payload).toMatchObject({ kind: 'closure', releases, closedBy: expect.any(String) });
    const ends = z.array(z.object({ name: z.string(), state: z.string() })).parse(payload['operations']);
    expect(Object.fromEntries(ends.map(({ name, state }) => [name, state]))).toEqual({
      cohort: 'retracted',
      wrong: 'discarded',
      moving: 'discarded',
      tables: results,
      drafts: 'returned',
      notes: 'returned',
    });
    for (const container of ['datasets', 'exports', 'review', 'returned'])
      expect(await there('secure', container), container).toEqual([]);
    expect((await there('public', 'ingress')).every((name) => name.includes('/late/'))).toBe(true);
    expect((await there('public', 'released')).length > 0).toBe(releases === 'keep');
    await journey.until('the mail about the end', async () => {
      const mails = journey.deployment.inbox.mails;
      return mails.find(({ subject }) => subject === `[${journey.project}] The project is closed`);
    });
    expect(await journey.ops.ask('GET', 'ops/audit/verify')).toMatchObject({ ok: true });
  });
});
