import { beforeEach, describe, expect, test } from 'vitest';
import { tableRegister } from '../../../src/azure/operation/register.ts';
import { tableDecisions } from '../../../src/azure/review/decision-store.ts';
import { storagePorts } from '../../../src/azure/storage-ports.ts';
import { startTimeSlice } from '../../../src/domain/base/time-slice.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import type { Decision } from '../../../src/domain/review/decision.ts';
import { decisionEvent } from '../../../src/domain/review/decision-event.ts';
import type { Round } from '../../../src/domain/review/round.ts';
import { readOverview } from '../../../src/features/desk/dashboard/overview.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import { readStored, repairShown } from '../../../src/use-cases/overview/repair-shown.ts';
import { sweep } from '../../../src/use-cases/overview/sweep.ts';
import { sweepSettings } from '../../activities/flow-settings.ts';
import { aDecision, anOperation, aRound, collect } from '../../contract/samples.ts';
import { aReader } from '../../domain/sample.ts';
import { MemoryWorld } from '../../memory/world.ts';

const idle = { start: async () => undefined, wake: async () => undefined };

let world: MemoryWorld;
/** The register without what is shown: a process of the version before, or one that died between the two writes. */
let bare: Ports['register'];

beforeEach(async () => {
  world = new MemoryWorld(1);
  await world.project();
  bare = tableRegister(world.storage.sealed('register'));
});

const overview = () => readOverview({ ...world.ports, ...sweepSettings, secondOperator: true }, aReader);
const shownIds = async () => {
  const { waiting, moving } = await overview();
  return [...waiting, ...moving].map(({ id }) => id).sort();
};

async function opened(change: Partial<Operation>, register = world.ports.register): Promise<Operation> {
  const operation = anOperation(change);
  await register.open(operation, []);
  return operation;
}

async function moved(operation: Operation, change: Partial<Operation>, register: Ports['register']): Promise<void> {
  const stored = await register.get(operation);
  if (stored === undefined) throw new Error(`${operation.id} is not there`);
  await register.move({ ...stored, value: { ...stored.value, revision: stored.value.revision + 1, ...change } }, []);
}

describe('the dashboard', () => {
  test('shows what the version before wrote, before the first sweep and after it', async () => {
    const { id } = await opened({ state: 'copying' }, bare);
    expect(await shownIds()).toEqual([id]);
    await sweep(world.ports, idle, sweepSettings);
    expect(await shownIds()).toEqual([id]);
    expect((await overview()).finished).toEqual([]);
  });

  test('shows what a move wrote at once, and what ended among what finished lately', async () => {
    const operation = await opened({ state: 'deleting', version: 1 });
    await sweep(world.ports, idle, sweepSettings);
    await moved(operation, { state: 'available' }, world.ports.register);
    expect(await shownIds()).toEqual([]);
    expect((await overview()).finished).toMatchObject([{ id: operation.id, state: 'available', mood: 'good' }]);
  });

  test('says who has decided, whose decision is missing and until when', async () => {
    await sweep(world.ports, idle, sweepSettings);
    const { id } = await opened({ door: 'export', state: 'in-review', round: 1 });
    const round = aRound({ exportId: id });
    const stored = await world.ports.decisions.openRound(round);
    expect((await overview()).waiting).toMatchObject([
      { waitsFor: '0 of 2 approvals; not decided: Approver a, Approver b, Approver c', until: round.deadline },
    ]);
    await world.ports.decisions.record(aDecision(round, 'b'), stored);
    expect((await overview()).waiting[0]?.waitsFor).toBe('1 of 2 approvals; not decided: Approver a, Approver c');
    // A second opening of the same round, by a step that is repeated, takes nothing away.
    await world.ports.decisions.openRound(round);
    expect((await overview()).waiting[0]?.waitsFor).toBe('1 of 2 approvals; not decided: Approver a, Approver c');
  });

  test('asks nothing for each operation, whoever asks', async () => {
    for (let number = 0; number < 30; number += 1) await opened({ state: 'copying' });
    await sweep(world.ports, idle, sweepSettings);
    const ports = storagePorts(world.storage.ofApp());
    const forbidden = () => {
      throw new Error('An operation was asked for');
    };
    const register = { ...ports.register, get: forbidden, unfinished: forbidden, list: forbidden };
    const asked = { ...world.ports, ...ports, ...sweepSettings, register, secondOperator: true };
    expect((await readOverview(asked, aReader)).moving).toHaveLength(30);
  });
});

describe('a sweep', () => {
  test('shows what is missing, writes anew what is stale, and takes away what has ended', async () => {
    await sweep(world.ports, idle, sweepSettings);
    const missing = await opened({ state: 'rejected' }, bare);
    const stale = await opened({ state: 'checking' });
    await moved(stale, { state: 'copying' }, bare);
    const ended = await opened({ state: 'deleting', version: 1 });
    await moved(ended, { state: 'available' }, bare);
    const before = (await overview()).moving;
    expect(before.map(({ state }) => state).sort()).toEqual(['checking', 'deleting']);
    await sweep(world.ports, idle, sweepSettings);
    const { waiting, moving } = await overview();
    expect(waiting.map(({ id }) => id)).toEqual([missing.id]);
    expect(moving).toMatchObject([{ id: stale.id, state: 'copying' }]);
  });

  test('writes anew a row that cannot be read, which is named until then', async () => {
    const { id } = await opened({ state: 'rejected' });
    await sweep(world.ports, idle, sweepSettings);
    const row = { partitionKey: '_system', rowKey: `shown:${id}`, shown: '{"id":1}' };
    await world.storage.sealed('register').upsertEntity(row, 'Replace');
    expect((await overview()).broken).toMatchObject([{ key: id }]);
    await sweep(world.ports, idle, sweepSettings);
    expect(await shownIds()).toEqual([id]);
    expect((await overview()).broken).toEqual([]);
  });

  test('never writes what it read over what a move wrote meanwhile', async () => {
    const changed = await opened({ state: 'checking' });
    const gone = await opened({ state: 'deleting', version: 1 });
    const unknown = await opened({ state: 'deleting', version: 1 }, bare);
    const slice = startTimeSlice(world.time, 60);
    const standing = (await readStored(world.ports.overview, slice)) ?? new Map();
    const open = [changed, gone, unknown];
    await moved(changed, { state: 'copying' }, world.ports.register);
    await moved(gone, { state: 'available' }, world.ports.register);
    await moved(unknown, { state: 'available' }, bare);
    await repairShown(world.ports, standing, open, slice);
    const rows = await collect(world.ports.overview.open());
    expect(rows.map(({ row }) => row?.shown.state)).toEqual(['copying']);
  });

  describe('that finds no decision of somebody who is shown to have decided', () => {
    const lost = async () => {
      const { broken = [] } = (await world.ports.overview.seen()) ?? {};
      return broken.flatMap(({ lost: isLost, key, problem }) => (isLost ? [`${key}: ${problem}`] : []));
    };
    const hasDecided = async () =>
      (await collect(world.ports.overview.open())).flatMap(
        ({ row }) => row?.round?.people.filter((one) => one.hasDecided).map(({ oid }) => oid) ?? [],
      );
    let decision: Decision;
    let round: Round;

    /** A package about which one of three has decided. */
    async function decided({ isTold }: { readonly isTold: boolean }): Promise<string> {
      await sweep(world.ports, idle, sweepSettings);
      const { id } = await opened({ door: 'export', state: 'in-review', round: 1 });
      round = aRound({ exportId: id });
      decision = aDecision(round, 'b');
      const stored = await world.ports.decisions.openRound(round);
      await world.ports.decisions.record(decision, stored);
      if (isTold) await world.ports.audit.append(project, [decisionEvent(decision)]);
      expect(await hasDecided()).toEqual([decision.approver]);
      return id;
    }
    const project = 'heart-study';
    const loseDecision = () => world.storage.loseRows('decisions', (_, row) => row.startsWith('decision:'));

    test('misses it, sweep by sweep, until it is put back', async () => {
      const id = await decided({ isTold: true });
      expect(loseDecision()).toBe(1);
      for (let sweeps = 0; sweeps < 2; sweeps += 1) {
        await sweep(world.ports, idle, sweepSettings);
        expect(await lost()).toEqual([
          expect.stringContaining(`${id} decisions: It is lost: the audit tells that ${decision.approver} decided`),
        ]);
        expect(await hasDecided()).toEqual([decision.approver]);
      }
      await world.ports.decisions.restore(decision);
      await sweep(world.ports, idle, sweepSettings);
      expect(await lost()).toEqual([]);
    });

    test('shows what stands, where no line tells of it', async () => {
      await decided({ isTold: false });
      loseDecision();
      await sweep(world.ports, idle, sweepSettings);
      expect([await lost(), await hasDecided()]).toEqual([[], []]);
    });

    test('shows what stands, where they left and were asked again since', async () => {
      await decided({ isTold: true });
      const [stored] = (await world.ports.decisions.read(round.exportId)).rounds;
      if (stored === undefined) throw new Error('there is no round');
      const since = '2026-11-26T10:00:00.000Z';
      const approvers = round.approvers.map((one) => (one.oid === decision.approver ? { ...one, since } : one));
      const hidden = tableDecisions(world.storage.sealed('decisions'), world.storage.sealed('handles'));
      await hidden.updateRound({ ...stored, value: { ...stored.value, approvers } });
      await sweep(world.ports, idle, sweepSettings);
      expect([await lost(), await hasDecided()]).toEqual([[], []]);
    });
  });
});
