import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { LostRound } from '../../../src/activities/review/amend-round.ts';
import { checkRelease } from '../../../src/activities/review/check-release.ts';
import type { OperationKey } from '../../../src/domain/operation/operation.ts';
import { setHold } from '../../../src/use-cases/operation/hold.ts';
import { collect } from '../../contract/samples.ts';
import { person } from '../../domain/sample.ts';
import { approved } from '../packages.ts';
import { benLeaves } from '../reviewed-packages.ts';
import { openEgress, startWorld, type World } from '../world.ts';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

/** An approved package on its way out; everything stops after that activity. */
async function onItsWay(last: string): Promise<OperationKey> {
  const key = await approved(world, 'results');
  await world.run('export', key, { crashAfter: (call) => call === last });
  expect((await world.operation(key)).state).toBe('releasing');
  return key;
}

const begins = () => onItsWay('move');
const lastDay = { ends: '2026-02-28' };
const ended = 'The project ended on 2026-02-28.';

async function roundsOf({ id }: OperationKey) {
  const { rounds } = await world.ports.decisions.read(id);
  return rounds.map(({ value }) => value);
}

async function toldOf({ id }: OperationKey) {
  const all = (await collect(world.ports.audit.lines('heart-study'))).map((line) => JSON.parse(line));
  return all.filter((line) => line.operation === id && line.kind === 'review.rechecked').map(({ data }) => data);
}

describe('right before a release', () => {
  test('the people of now are written into the round of a package that may leave', async () => {
    const key = await begins();
    const { people } = await world.project();
    const approvers = people.approvers.filter(({ name }) => name !== 'Cem');
    await world.project({ egress: openEgress, people: { ...people, approvers } });
    expect(await world.activities.checkRelease(key)).toEqual({ kind: 'release' });
    const [round] = await roundsOf(key);
    expect(round).toMatchObject({ status: 'approved', amended: { left: [person('Cem', 13).oid] } });
    expect(await toldOf(key)).toEqual([{ outcome: 'release' }]);
  });

  test('an approval that was given to other files stops it', async () => {
    const key = await begins();
    const [stored] = (await world.ports.decisions.read(key.id)).rounds;
    if (stored === undefined) throw new Error('there is no round');
    await world.ports.decisions.updateRound({ ...stored, value: { ...stored.value, digest: 'f'.repeat(64) } });
    const message = 'The approval was given to another package';
    expect(await world.activities.checkRelease(key)).toEqual({ kind: 'differs', message });
  });

  test('nobody is asked anew about a package that goes back, and the audit says why it does', async () => {
    const key = await begins();
    const approval = { ...openEgress.approval, quorum: 3 };
    await world.project({ ...lastDay, egress: { ...openEgress, approval } });
    expect(await world.activities.checkRelease(key)).toEqual({ kind: 'return', why: ended });
    expect(await roundsOf(key)).toMatchObject([{ number: 1, status: 'approved' }]);
    expect(await toldOf(key)).toEqual([{ outcome: 'return', why: ended }]);
  });

  test.each([0, 1])('lost decisions ask nobody anew: of two approvals %i stand', async (standing) => {
    const key = await begins();
    const { decisions } = world.ports;
    const read = async (id: string) => {
      const rows = await decisions.read(id);
      return { ...rows, decisions: rows.decisions.slice(0, standing) };
    };
    expect((await decisions.read(key.id)).decisions).toHaveLength(2);
    const without = { ...world.ports, decisions: { ...decisions, read } };
    await expect(checkRelease(without, key)).rejects.toThrow(LostRound);
    expect(await roundsOf(key)).toMatchObject([{ number: 1, status: 'approved' }]);
    expect(await toldOf(key)).toEqual([]);
  });

  test('a hold keeps it, whatever the approval is', async () => {
    const key = await begins();
    const { oid, email } = person('Otto', 90);
    const caller = { oid, name: 'Otto', emails: [email], roles: [], groups: 'no-claim' as const };
    const idle = { start: async () => {}, wake: async () => {} };
    await setHold(world.ports, idle, { project: 'heart-study', caller, reason: 'a leak is looked into' });
    expect(await world.activities.checkRelease(key)).toEqual({ kind: 'held' });
  });
});

describe('a release that was begun', () => {
  test('and not asked for is taken back with the reason for which the package goes back', async () => {
    const key = await onItsWay('prepareTransfer export-release');
    await world.project({ ...lastDay, egress: openEgress });
    expect(await world.activities.checkRelease(key)).toEqual({
      kind: 'take-back',
      to: 'returning',
      reason: expect.stringMatching(
        /^The release was begun on .* and not carried out; now it must not be\. The project ended on 2026-02-28\.$/,
      ),
    });
  });

  test.each(['startTransfer export-release', 'verifyCopy export-release'])(
    'goes on to its end after %s, whoever may decide by then',
    async (last) => {
      const key = await onItsWay(last);
      await benLeaves(world);
      expect(await world.activities.checkRelease(key)).toEqual({ kind: 'release' });
    },
  );

  test.each([
    ['the same people', async () => {}, ['go', 'stale']],
    ['fewer', benLeaves, ['elsewhere']],
    [
      'a project that ended',
      async (of: World) => void (await of.project({ ...lastDay, egress: openEgress })),
      ['elsewhere'],
    ],
  ] as const)('and failed has another attempt only while the approval holds: with %s', async (_, change, kinds) => {
    const key = await onItsWay('startTransfer export-release');
    const stored = await world.ports.register.get(key);
    if (stored === undefined) throw new Error('there is no row');
    const transfers = stored.value.transfers.map((one) =>
      one.step === 'export-release' ? { ...one, status: 'failed' as const, message: 'the copy broke off' } : one,
    );
    await world.ports.register.update({ ...stored, value: { ...stored.value, transfers } });
    await change(world);
    expect(kinds).toContain((await world.activities.prepareTransfer({ key, step: 'export-release' })).kind);
  });
});
