import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startTransfer } from '../../../src/activities/transfer/run-transfer.ts';
import { parseChainLine } from '../../../src/domain/audit/chain-line.ts';
import { explain } from '../../../src/domain/lifecycle/advance.ts';
import { everyProject } from '../../../src/domain/operation/hold.ts';
import { verifyProofs } from '../../../src/features/verification/verify-proofs.ts';
import { Failures } from '../../../src/use-cases/base/failures.ts';
import { keepHolds, setHold } from '../../../src/use-cases/operation/hold.ts';
import { stopOperation } from '../../../src/use-cases/operation/operator-acts.ts';
import { person } from '../../domain/sample.ts';
import { liftHolds } from '../lift-holds.ts';
import { approved, attempts, goOn, outside } from '../packages.ts';
import { flowSettings, startWorld, type World } from '../world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());
afterEach(async () => {
  world.knobs.reset();
  for await (const { value } of world.ports.holds.list()) await lift(value.project);
});

const { oid, email } = person('Otto', 90);
const caller = { oid, name: 'Otto Operator', emails: [email], roles: [], groups: 'no-claim' as const };
const act = (project = 'heart-study') => ({ project, caller, reason: 'a leak is looked into' });
const idle = { start: async () => {}, wake: async () => {} };
const hold = (project?: string) => setHold(world.ports, idle, act(project));
const lift = (project?: string) => liftHolds(world.ports, act(project));

describe('a hold', () => {
  test('keeps an approved package from leaving, says why, and lets it go on when it is lifted', async () => {
    const key = await approved(world, 'kept');
    await hold();
    await goOn(world, key);
    const row = await world.operation(key);
    expect(row).toMatchObject({ state: 'releasing', transfers: [{}, {}] });
    expect(explain(row, world.now())).toMatch(/is on hold since \S+: a leak is looked into/);
    await lift();
    expect((await goOn(world, key)).state).toBe('released');
    expect((await world.operation(key)).hold).toBeUndefined();
  });

  test('of which the rows are those of the audit is read without the chain, right before a release too', async () => {
    const key = await approved(world, 'agreed');
    await goOn(world, key, { crashAfter: (call) => call === 'prepareTransfer export-release' });
    const lines = () => {
      throw new Error('the chain was read');
    };
    await startTransfer({ ...world.ports, audit: { ...world.ports.audit, lines } }, { key, step: 'export-release' });
    expect((await goOn(world, key)).state).toBe('released');
  });

  test('cancels the run of a release that is under way, tells what is outside, and the attempt does not count', async () => {
    world.knobs.set({ millisecondsPerFile: 1500 });
    const key = await approved(world, 'cancelled');
    let answer: Awaited<ReturnType<typeof hold>> | undefined;
    await goOn(world, key, {
      before: async (name) => {
        if (name === 'pollTransfer' && answer === undefined && (await world.operation(key)).state === 'releasing')
          answer = await hold();
      },
    });
    const run = (await world.operation(key)).transfers.at(-1)?.runId;
    expect(answer?.releases).toEqual([
      {
        project: 'heart-study',
        operation: key.id,
        state: 'releasing',
        runs: [run],
        filesOutside: expect.any(Number),
        takenBack: false,
      },
    ]);
    expect((await world.ports.dataFactory.get(run ?? '')).status).toBe('Cancelled');
    expect(await attempts(world, key, 'export-release')).toEqual(['1 failed held']);
    world.knobs.reset();
    await lift();
    expect((await goOn(world, key)).state).toBe('released');
    expect(await attempts(world, key, 'export-release')).toEqual(['1 failed held', '2 succeeded']);
    expect(await outside(world, key, 'cancelled')).toHaveLength(2);
    expect((await verifyProofs(world.ports, 'heart-study')).findings).toEqual([]);
  });

  test('that takes back tells of the files outside before the package is taken elsewhere', async () => {
    const key = await approved(world, 'told-first');
    await goOn(world, key, { crashAfter: (call) => call === 'startTransfer export-release' });
    await world.until('both files are outside', async () => (await outside(world, key, 'told-first')).length === 2);
    const start = () => Promise.reject(new Error('the task hub is away'));
    const { releases } = await setHold(world.ports, { ...idle, start }, { ...act(), takeBack: true });
    expect(releases).toMatchObject([{ operation: key.id, problem: 'the task hub is away' }]);
    expect((await world.operation(key)).state).toBe('revoking');
    const told: unknown[] = [];
    for await (const line of world.ports.audit.lines('heart-study')) {
      const { kind, data } = parseChainLine(line).event;
      if (kind === 'hold.files-outside' && data['release'] === key.id) told.push(data['files']);
    }
    expect(told).toEqual([2]);
    expect((await world.run('revoke', key)).state).toBe('in-review');
    await lift();
  });

  test('that comes while a run is asked for cancels that run', async () => {
    world.knobs.set({ millisecondsPerFile: 1500 });
    const key = await approved(world, 'overtaken');
    const { start } = world.ports.dataFactory;
    const ports = {
      ...world.ports,
      dataFactory: {
        ...world.ports.dataFactory,
        start: async (...parts: Parameters<typeof start>) => {
          const runId = await start(...parts);
          await hold(everyProject);
          return runId;
        },
      },
    };
    await goOn(world, key, { crashAfter: (call) => call === 'prepareTransfer export-release' });
    await startTransfer(ports, { key, step: 'export-release' });
    const { runId = '', status, held } = (await world.operation(key)).transfers.at(-1) ?? {};
    expect({ status, held }).toEqual({ status: 'started', held: true });
    await world.until(
      'the run is cancelled',
      async () => (await world.ports.dataFactory.get(runId)).status === 'Cancelled',
    );
  });

  test('lets a run that succeeded all the same be recorded with its receipt', async () => {
    const key = await approved(world, 'too-late');
    let met = false;
    const { state } = await goOn(world, key, {
      before: async (name, input) => {
        if (name !== 'closeTransfer' || Object(input).step !== 'export-release' || met) return;
        met = true;
        await hold();
      },
    });
    expect(state).toBe('released');
    const { releases } = await hold();
    expect(releases.filter(({ operation }) => operation === key.id)).toEqual([]);
  });

  test('keeps a dataset from being copied, and one that is on its way may be stopped', async () => {
    await hold(everyProject);
    await world.put('ingress', 'heart-study/held/a.csv', 'a');
    const key = await world.open('ingress', 'heart-study/held/a.csv');
    let seen = 0;
    const enough = async () => {
      if ((await world.operation(key)).hold !== undefined) seen += 1;
      return seen > 5;
    };
    expect((await world.run('ingress', key, { enough })).state).toBe('copying');
    expect((await world.operation(key)).hold).toMatch(/^on hold with all projects since/);
    expect(await world.names('datasets', 'heart-study/held/')).toEqual([]);
    await lift(everyProject);
    expect((await world.run('ingress', key)).state).toBe('available');
  });

  test('keeps nothing from stopping that waits for its end, and its flow looks no further', async () => {
    await hold();
    await world.put('ingress', 'heart-study/stopped/a.csv', 'a');
    const key = await world.open('ingress', 'heart-study/stopped/a.csv');
    let looks = 0;
    const before = async (name: string) => {
      if (name !== 'lookAtHold') return;
      looks += 1;
      if (looks === 2)
        await stopOperation(world.ports, flowSettings, idle, { key, by: oid, reason: 'the wrong files' });
    };
    const { state } = await world.run('ingress', key, { before, enough: () => looks > 5 });
    expect({ state, looks }).toEqual({ state: 'failed', looks: 2 });
  });

  test('is written once into the row of what waits for its end', async () => {
    await hold();
    await world.put('ingress', 'heart-study/written-once/a.csv', 'a');
    const key = await world.open('ingress', 'heart-study/written-once/a.csv');
    const versions = new Set<string | undefined>();
    let looks = 0;
    const before = async (name: string) => {
      if (name !== 'lookAtHold') return;
      looks += 1;
      versions.add((await world.ports.register.get(key))?.etag);
    };
    await world.run('ingress', key, { before, enough: () => looks > 5 });
    expect({ looks, versions: versions.size }).toEqual({ looks: 6, versions: 1 });
  });
});

describe('the sweep', () => {
  const sweep = async (ports = world.ports) => {
    const failures = new Failures();
    await keepHolds(ports, idle, failures);
    failures.throwAny();
  };
  const kinds = async () => {
    const found: string[] = [];
    for await (const line of world.ports.audit.lines('heart-study')) found.push(JSON.parse(line).kind);
    return found.filter((kind) => kind.startsWith('hold.'));
  };

  test('writes the line that a crash prevented, and takes away a hold that has ended', async () => {
    const append = async () => {
      throw new Error('the audit is away');
    };
    const before = (await kinds()).length;
    const until = new Date(world.now().getTime() + 60_000).toISOString();
    const broken = { ...world.ports, audit: { ...world.ports.audit, append } };
    expect(await setHold(broken, idle, { ...act(), until })).toMatchObject({ audited: false, hold: { until } });
    expect(await world.ports.holds.at('heart-study')).toMatchObject([{ value: { until } }]);
    await sweep();
    await sweep();
    expect((await kinds()).slice(before)).toEqual(['hold.set']);
    const later = { ...world.ports, clock: { now: () => new Date(world.now().getTime() + 61_000) } };
    await sweep(later);
    expect((await kinds()).slice(before)).toEqual(['hold.set', 'hold.ended']);
    expect(await world.ports.holds.at('heart-study')).toEqual([]);
  });

  test('cancels a run that Data Factory did not show when the hold was set', async () => {
    world.knobs.set({ millisecondsPerFile: 1500 });
    const key = await approved(world, 'unseen');
    await goOn(world, key, { crashAfter: (call) => call === 'startTransfer export-release' });
    const find = async () => [];
    const get = async () => {
      throw new Error('Data Factory is away');
    };
    const blind = { ...world.ports, dataFactory: { ...world.ports.dataFactory, find, get } };
    const { releases } = await setHold(blind, idle, act());
    const met = releases.find(({ operation }) => operation === key.id);
    expect(met).toMatchObject({ filesOutside: null, problem: 'Data Factory is away' });
    await sweep();
    const { runId = '' } = (await world.operation(key)).transfers.at(-1) ?? {};
    await world.until(
      'the run is cancelled',
      async () => (await world.ports.dataFactory.get(runId)).status === 'Cancelled',
    );
  });
});
