import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY } from '../../../src/domain/base/time.ts';
import { startTimeSlice } from '../../../src/domain/base/time-slice.ts';
import type { Recipient } from '../../../src/domain/project/recipients.ts';
import { applyRestore } from '../../../src/features/verification/restore/apply-restore.ts';
import { planRestore } from '../../../src/features/verification/restore/plan-restore.ts';
import { verifyProofs } from '../../../src/features/verification/verify-proofs.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import { Failures } from '../../../src/use-cases/base/failures.ts';
import { askRecipients } from '../../../src/use-cases/notification/ask-recipients.ts';
import { revokeRelease } from '../../../src/use-cases/operation/take-back-release.ts';
import { answerDuty, type DutyAnswer } from '../../../src/use-cases/people/answer-duty.ts';
import { dying } from '../../activities/dying.ts';
import { approved, goOn } from '../../activities/packages.ts';
import { flowSettings, startWorld, type World } from '../../activities/world.ts';
import { definition, person } from '../../domain/sample.ts';

const project = 'heart-study';
const release = { recipients: ['Two registries'], terms: 'Delete it in the end.' };
const eve: Recipient = { name: 'Eve', email: 'eve@example.org', organisation: 'North' };
const gus: Recipient = { ...person('Gus', 8), organisation: 'South' };

let world: World;
let ahead = 0;
beforeEach(async () => {
  world = await startWorld();
  ahead = 0;
  await name([eve, gus]);
});
afterEach(() => world.stop());

async function name(recipients: Recipient[], more: Record<string, unknown> = {}): Promise<void> {
  await world.project({ people: { ...definition().people, recipients }, release, ...more });
}

const clock = () => ({ now: () => new Date(world.ports.clock.now().getTime() + ahead) });
const ports = (): Ports => ({ ...world.ports, clock: clock() });

async function asked(changes: Partial<Ports> = {}): Promise<Failures> {
  const failures = new Failures();
  const around = { failures, share: startTimeSlice(clock(), 30) };
  await askRecipients({ ...ports(), ...changes }, flowSettings, around);
  return failures;
}

/** To whom mails went since the last time, each with what they were asked. */
let seen = 0;
async function mails(): Promise<string[]> {
  const all = (await world.mails()).filter(({ text }) => text.includes('You are a recipient of results'));
  const fresh = all.slice(seen).map(({ to, text }) => {
    const what = text.includes('delete every copy') ? 'delete' : 'accept';
    return `${to[0]?.address} ${what}${/overdue/.test(text) ? ' overdue' : ''}`;
  });
  seen = all.length;
  return fresh.toSorted();
}
beforeEach(() => {
  seen = 0;
});

async function released(): Promise<string> {
  const key = await approved(world, 'tables');
  await goOn(world, key);
  expect((await world.operation(key)).state).toBe('released');
  return key.id;
}

const standing = async () => (await world.ports.duties.of(project)).map(({ value }) => value);
const as = ({ email, oid = 'e0000000-0000-4000-8000-000000000000' }: Recipient) => ({ oid, emails: [email] });

async function answer(who: Recipient, what: DutyAnswer['what'], text?: string, by = ports()): Promise<void> {
  const [duties] = await standing();
  if (duties === undefined) throw new Error('nothing was asked');
  const { exportId: id, terms } = duties;
  await answerDuty(
    by,
    flowSettings,
    { key: { project, id }, what, terms, ...(text === undefined ? {} : { text }) },
    as(who),
  );
}

const workflows = { start: async () => {}, wake: async () => {} };

describe('recipients of a release', () => {
  test('are asked once to accept its terms, and reminded after 7, 14 and 28 days', async () => {
    await released();
    for (let sweep = 0; sweep < 3; sweep += 1) (await asked()).throwAny();
    expect(await mails()).toEqual(['eve@example.org accept', 'gus@example.org accept']);
    await answer(gus, 'accept');
    for (const [days, expected] of [
      [6, []],
      [7, ['eve@example.org accept']],
      [13, []],
      [14, ['eve@example.org accept']],
      [29, ['eve@example.org accept overdue']],
      [60, []],
    ] as const) {
      ahead = days * DAY + 60_000;
      await asked();
      expect([days, await mails()]).toEqual([days, expected]);
    }
  });

  test('are asked about many releases with as few requests as about one', async () => {
    const { duties } = world.ports;
    let reads = 0;
    const counted = {
      ...duties,
      of: async (id: string) => {
        reads += 1;
        return await duties.of(id);
      },
    };
    for (const name of ['one', 'other', 'third']) await goOn(world, await approved(world, name));
    (await asked({ duties: counted })).throwAny();
    expect(await mails()).toEqual(['eve@example.org accept', 'gus@example.org accept']);
    expect((await standing()).map((one) => one?.people.filter(({ accept }) => accept?.told).length)).toEqual([2, 2, 2]);
    // What stands, what is asked, and that each of the two was told.
    expect(reads).toBe(4);
  });

  test('are asked for the end of their copies when it is taken back, and no more for its terms', async () => {
    const id = await released();
    await asked();
    await mails();
    await answer(eve, 'accept');
    const by = { key: { project, id }, by: 'otto', reason: 'a table was wrong' };
    await revokeRelease(ports(), { workflows, settings: flowSettings }, by);
    await asked();
    expect(await mails()).toEqual(['eve@example.org delete', 'gus@example.org delete']);
    await answer(eve, 'deletion', 'by our archive');
    await answer(eve, 'deletion', 'once more');
    const people = (await standing())[0]?.people ?? [];
    expect(people.map(({ deletion }) => deletion?.done?.text)).toEqual([undefined, 'by our archive']);
  });

  test.each([
    ['taken out of the list', () => name([gus])],
    ['at their last day', () => name([{ ...eve, until: '2026-01-02' }, gus])],
  ])('are asked for it alone who are %s', async (_why, change) => {
    await released();
    await asked();
    await mails();
    await change();
    await asked();
    expect(await mails()).toEqual(['eve@example.org delete']);
  });

  test('are all asked for it when the project is closed, or what it rests on is over', async () => {
    await released();
    await asked();
    await mails();
    await name([eve, gus], { governance: [{ kind: 'Ethics', reference: 'E1', until: '2020-01-01' }] });
    await asked();
    expect(await mails()).toEqual(['eve@example.org delete', 'gus@example.org delete']);
    await name([eve, gus]);
    expect(await asked().then(mails)).toEqual([]);
    await name([eve, gus], { closed: { releases: 'keep' } });
    await asked();
    await answer(eve, 'deletion');
    expect((await standing())[0]?.people.filter(({ deletion }) => deletion !== undefined)).toHaveLength(2);
  });

  test('who come later are asked for the terms that it left under', async () => {
    await released();
    await asked();
    const ida: Recipient = { name: 'Ida', email: 'ida@example.org', organisation: 'East' };
    await name([eve, gus, ida], { release: { ...release, terms: 'Others.' } });
    await asked();
    expect((await standing())[0]?.people.map(({ accept }) => accept?.told?.days)).toEqual([0, 0, 0]);
    await answer(ida, 'accept');
    expect(await mails()).toHaveLength(3);
  });

  test('count as late by the day on which a mail left, not by that of the release', async () => {
    await released();
    const away = { ...world.ports.mailer, send: () => Promise.reject(new Error('it is away')) };
    const failures = await asked({ mailer: away });
    expect(() => failures.throwAny()).toThrow('it is away');
    ahead = 40 * DAY;
    await asked();
    expect(await mails()).toEqual(['eve@example.org accept', 'gus@example.org accept']);
  });

  test('say nothing for anybody else, and nothing that was not asked', async () => {
    await released();
    await asked();
    const stranger = { ...eve, email: 'rita@example.org' };
    await expect(answer(stranger, 'accept')).rejects.toThrow('Nothing is asked of you');
    await expect(answer(eve, 'deletion')).rejects.toThrow('not asked');
    const likeGus = { ...eve, email: gus.email };
    await expect(answer(likeGus, 'accept')).rejects.toThrow('Nothing is asked of you');
    const [duties] = await standing();
    const other = { key: { project, id: duties?.exportId ?? '' }, what: 'accept', terms: 'other' } as const;
    await expect(answerDuty(ports(), flowSettings, other, as(eve))).rejects.toThrow('other terms');
  });

  test('of a project without a list are not looked at', async () => {
    await world.project({ release });
    await released();
    const { register } = world.ports;
    const none = () => Promise.reject(new Error('it was looked at'));
    (await asked({ register: { ...register, briefs: none }, duties: { of: none, put: none } })).throwAny();
    expect(await mails()).toEqual([]);
  });
});

test.each(['missing', 'unreadable'])(
  'what they were asked and said comes back from its lines when its row is %s',
  async (how) => {
    await released();
    await asked();
    await answer(eve, 'accept');
    const before = await standing();
    expect(before).toHaveLength(1);
    const [{ key } = { key: '' }] = await world.ports.duties.of(project);
    const row = { partitionKey: project, rowKey: `duties:${key}` };
    if (how === 'missing') await world.table('register').deleteEntity(project, row.rowKey);
    else await world.table('register').upsertEntity({ ...row, data: 'no JSON' }, 'Replace');
    const planned = async () => {
      const outcome = await planRestore(world.ports, project, undefined, () => false);
      if ('plan' in outcome) return outcome.plan;
      throw new Error('it stopped although there was time');
    };
    const plan = await planned();
    expect(plan.repairs.map(({ what }) => what)).toEqual(['duties']);
    await applyRestore(world.ports, plan, { by: person('Otto', 90).oid, reason: 'rows were lost' });
    expect(await standing()).toEqual(before);
    expect((await planned()).repairs).toEqual([]);
  },
);

describe('whoever is cut off while they say that their copies are deleted', () => {
  /** The statement, its line, the line of what was said, and the row. */
  const effects = 4;
  const moments = Array.from({ length: effects }, (_, at) =>
    (['before', 'after'] as const).map((when) => [at + 1, when] as const),
  ).flat();

  async function cutOff(at: number, when: 'before' | 'after'): Promise<boolean> {
    const id = await released();
    await asked();
    const act = { key: { project, id }, by: 'otto', reason: 'a mistake' };
    await revokeRelease(ports(), { workflows, settings: flowSettings }, act);
    await world.run('revoke', act.key);
    await asked();
    return await answer(eve, 'deletion', 'by our archive', dying(ports(), at, when)).then(
      () => false,
      () => true,
    );
  }

  const done = async () => (await standing())[0]?.people.flatMap(({ deletion }) => deletion?.done ?? []);

  async function verified(): Promise<void> {
    const { findings, receipts } = await verifyProofs(ports());
    expect([...findings, ...receipts.bad]).toEqual([]);
  }

  test.each(moments)(
    'at effect %i, %s it: the sweep tells what was signed, and the audit contradicts nothing',
    async (at, when) => {
      await cutOff(at, when);
      (await asked()).throwAny();
      const isSigned = (await done())?.length === 1;
      if (isSigned) expect(await done()).toMatchObject([{ text: 'by our archive', receipt: expect.any(String) }]);
      expect(isSigned).toBe(at > 1 || when === 'after');
      await verified();
    },
  );

  test.each(moments)('at effect %i, %s it, and says it otherwise: one statement stands', async (at, when) => {
    await cutOff(at, when);
    await answer(eve, 'deletion', 'by hand');
    const isSigned = at > 1 || when === 'after';
    expect(await done()).toMatchObject([{ text: isSigned ? 'by our archive' : 'by hand' }]);
    await verified();
  });

  test('is cut off at every effect that there is', async () => {
    expect(await cutOff(effects + 1, 'before')).toBe(false);
    expect(await done()).toHaveLength(1);
  });
});
