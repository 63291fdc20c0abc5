import { afterEach, beforeAll, expect, test } from 'vitest';
import { storagePorts } from '../../src/azure/storage-ports.ts';
import { tables } from '../../src/domain/base/stored-tables.ts';
import type { PlacedStore } from '../../src/domain/overview/store.ts';
import { lossesAt, stores } from '../../src/domain/overview/stores.ts';
import { judgeLost } from '../../src/features/doctor/domain/running-checks.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { withdrawOperation } from '../../src/use-cases/operation/withdraw-operation.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { recordDefinition } from '../../src/use-cases/project/definition-audit.ts';
import { sweepSettings } from '../activities/flow-settings.ts';
import { bringIn } from '../memory/bring-in.ts';
import { noHook } from '../memory/hook.ts';
import { loseBlobs, loseRows } from '../memory/journeys/lose-and-restore.ts';
import { letOut } from '../memory/let-out.ts';
import { MemoryWorld } from '../memory/world.ts';
import { idle } from './working-world.ts';

/** What people lose with a store that comes back from no line. Those of the vault are lost where a real one stands (test/features/doctor). */
const lossy = stores.filter(({ place, from }) => from !== 'lines' && !place.startsWith('secret:'));

const world = new MemoryWorld(1, noHook, { auditWait: async () => undefined, hasRoom: true, hasSecondCopy: true });
const seen = () => ({ ...world.ports, ...storagePorts(world.storage.ofApp()) });
const swept = (ports: Ports) => sweep(ports, idle, sweepSettings).catch(() => undefined);

let back: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const putBack of back) await putBack();
  back = [];
});

beforeAll(async () => {
  await world.project();
  const definition = (await world.ports.projects.get('heart-study'))?.hash ?? '';
  await recordDefinition(world.ports, 'heart-study', { id: 'put', what: 'changed', data: { definition } });
  await bringIn(world);
  await letOut(world, undefined, () => world.room.answerAll());
  await giveBack();
  await swept(seen());
});

/** A package that goes back to its researchers, since an operator takes it back. */
async function giveBack(): Promise<void> {
  await world.put('exports', 'heart-study/back/a.csv', 'a');
  await world.put('exports', 'heart-study/back/_COMPLETE', '', { purpose: 'Too early' });
  const key = await world.open('export', 'heart-study/back/_COMPLETE');
  let isBack = false;
  await world.run('export', key, async (wake) => {
    await world.room.answerAll();
    if (isBack || (await world.operation(key)).state !== 'in-review') return false;
    isBack = true;
    await withdrawOperation(world.ports, idle, { key, by: 'otto', part: 'operator', reason: 'too early' });
    await wake();
    return false;
  });
  expect((await world.operation(key)).state).toBe('returned');
}

/** Loses a container, or the table of a row with its mark, and remembers what lay there. */
async function lose(place: string): Promise<void> {
  const [kind, name = ''] = place.split(':');
  if (kind === 'container') {
    const service = world.storage.places().get(name);
    const lay = (service?.names() ?? []).map((path) => [path, service?.peek(path)] as const);
    back.push(async () => {
      for (const [path, state] of lay) service?.tamper(path, state);
    });
    loseBlobs(world.storage, name);
    return;
  }
  const of = place === 'row:begun' ? tables : [name.split(' ')[0] ?? ''];
  for (const table of of) {
    const raw = world.storage.table(table);
    const rows = await Array.fromAsync(raw.listEntities());
    back.push(async () => {
      loseRows(world.storage, table);
      for (const { etag: _, timestamp: __, partitionKey = '', rowKey = '', ...row } of rows)
        await raw.createEntity({ ...row, partitionKey, rowKey });
    });
    if (place === 'row:begun') loseRows(world.storage, table, place);
    else loseRows(world.storage, table);
  }
}

/** Where something is told to be lost, as a process tells that begins: by the sweep, and with it health and doctor, or by a verification. */
async function told(): Promise<{ readonly sweep: readonly string[]; readonly verification: readonly string[] }> {
  const ports = seen();
  await swept(ports);
  const lost = ((await ports.overview.seen())?.broken ?? []).filter((row) => row.lost);
  expect(judgeLost(lost).result).toBe(lost.length > 0 ? 'problem' : 'ok');
  const { findings, receipts, chains } = await verifyProofs(seen());
  const wrong = [...findings.map(({ record, key }) => `${record} ${key}`), ...receipts.bad.map(({ name }) => name)];
  return {
    sweep: lost.map(({ key }) => key),
    verification: [...wrong, ...chains.filter(({ ok }) => !ok).map(({ chain }) => chain)],
  };
}

/** The word by which the sweep tells of it: a table, or a container of the control account. */
const keysOf = ({ place }: PlacedStore): readonly string[] =>
  place === 'row:begun' ? tables : [place.replace(/^row:(\w+) .*$/, '$1').replace('container:', '')];

/** What a verification says of a container that it tells of. */
const saidOf: Readonly<Record<string, RegExp>> = {
  'container:public/released': /^released file heart-study\/results\//,
  'container:secure/datasets': /^copy datasets\/heart-study\/cohort\//,
  'container:secure/review': /^copy review\/heart-study\//,
  'container:secure/returned': /^copy returned\//,
  'container:secure/evidence': /^evidence exp_/,
};

test('nothing is told where nothing is lost', async () => {
  expect(await told()).toEqual({ sweep: [], verification: [] });
});

test.each(lossy.map((store) => [store.place, store.toldBy, store] as const))(
  '%s is told by %s, and nothing else is',
  async (place, toldBy, store) => {
    await lose(place);
    const { marks } = seen();
    const losses = place.startsWith('row:') ? lossesAt(await marks.missing()) : [];
    const { sweep: missed, verification } = await told();
    expect(missed.toSorted()).toEqual(toldBy === 'sweep' ? keysOf(store).toSorted() : []);
    if (place !== 'row:begun' && place.startsWith('row:')) {
      expect(losses).toContainEqual(expect.objectContaining({ place, lost: store.lost, back: store.back }));
      expect(losses.filter((one) => !one.place.startsWith(`row:${keysOf(store)[0]} `))).toEqual([]);
    }
    if (toldBy === 'verification') expect(verification.length).toBeGreaterThan(0);
    if (toldBy !== 'sweep')
      expect(verification).toEqual(verification.map(() => expect.stringMatching(saidOf[place] ?? /^never$/)));
  },
);

test('where nobody tells, nothing is lost for good that anybody needs', () => {
  const silent = lossy
    .filter(({ toldBy, lost }) => toldBy === 'nobody' && lost !== 'nothing')
    .map(({ place }) => place);
  expect(silent).toEqual(['container:secure/notices', 'container:secure/places', 'container:safe/copy']);
});
