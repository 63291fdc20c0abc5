import { beforeEach, expect, test } from 'vitest';
import { digestOf } from '../../src/domain/lifecycle/refused-names.ts';
import { projectSchema } from '../../src/domain/project/project.ts';
import { verifyProofs } from '../../src/features/verification/verify-proofs.ts';
import type { Ports } from '../../src/ports/ports.ts';
import type { Workflows } from '../../src/ports/workflows.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { discardRefused } from '../../src/use-cases/refused/discard-refused.ts';
import { sweepSettings } from '../activities/flow-settings.ts';
import { collect } from '../contract/samples.ts';
import { MemoryWorld } from '../memory/world.ts';

const id = 'heart-study';
const by = 'e0000000-0000-4000-8000-000000000001';

let world: MemoryWorld;
/** Discards that were begun, as they are run afterwards. */
let begun: { project: string; id: string }[];
const workflows: Workflows = {
  start: async (flow, _instance, key) => {
    if (flow === 'discard') begun.push({ project: id, ...Object(key) });
  },
  wake: async () => {},
};

beforeEach(async () => {
  world = new MemoryWorld(1);
  begun = [];
  await world.project({ ingress: projectSchema.shape.ingress.parse({ quietSeconds: 1, allowedExtensions: ['.csv'] }) });
});

const put = (path: string) => world.put('ingress', `${id}/${path}`, 'a');
const look = () => sweep(world.ports, workflows, sweepSettings);
const listed = async () => (await world.ports.refused.get('ingress', id)).value;

async function discard(digest: string, ports: Ports = world.ports) {
  const found = await world.ports.projects.get(id);
  if (found === undefined) throw new Error('no project');
  const asked = { door: 'ingress', project: found.value, digest, by, part: 'owner', reason: 'by mistake' } as const;
  const done = await discardRefused(ports, workflows, asked);
  for (const key of begun.splice(0)) await world.run('discard', key);
  return done;
}

const left = async () =>
  Object.keys(await world.contents('ingress', `${id}/`)).map((path) => path.slice(id.length + 1));

test('what a list shows is deleted by Data Factory, each name with its lines, receipt and nobody mailed', async () => {
  for (const path of ['one.exe', 'set/a.csv', 'set/b.exe']) await put(path);
  await look();
  await world.time.pass(5000);
  const mails = world.inbox.mails.length;
  expect(await discard(digestOf(await listed()))).toEqual({ discarding: ['one.exe', 'set'], left: [] });
  expect(await left()).toEqual([]);
  expect((await listed()).names).toEqual([]);
  const operations = (await world.ports.register.list('ingress', id)).items;
  expect(operations.map(({ name, state }) => `${name} ${state}`).sort()).toEqual([
    'one.exe discarded',
    'set discarded',
  ]);
  const lines = (await collect(world.ports.audit.lines(id))).join('\n');
  for (const { id: operation } of operations)
    expect(lines).toMatch(new RegExp(`"${operation}[^\n]*"kind":"ingress.discarding"[^\n]*"actor":"${by}"`));
  expect(world.inbox.mails).toHaveLength(mails);
  expect(await verifyProofs(world.ports)).toMatchObject({ ok: true, findings: [] });
  await look();
  expect((await world.ports.register.list('ingress', id)).items).toHaveLength(2);
});

test('what moved since it was shown stays, and is named', async () => {
  for (const path of ['gone.exe', 'same.exe', 'other/a.exe', 'right/a.csv', 'right/b.exe']) await put(path);
  await look();
  await world.time.pass(5000);
  const digest = digestOf(await listed());
  await world.container('ingress').getBlobClient(`${id}/gone.exe`).delete();
  await world.container('ingress').getBlobClient(`${id}/right/b.exe`).delete();
  await put('other/more.exe');
  expect(await discard(digest)).toEqual({ discarding: ['same.exe'], left: ['gone.exe', 'other', 'right'] });
  expect((await left()).sort()).toEqual(['other/a.exe', 'other/more.exe', 'right/a.csv']);
});

test('a list that a later look changed is still known, and what moved is left out', async () => {
  for (const path of ['one.exe', 'two.exe']) await put(path);
  await look();
  const digest = digestOf(await listed());
  await put('three.exe');
  await world.container('ingress').getBlobClient(`${id}/two.exe`).delete();
  await look();
  await world.time.pass(5000);
  expect(await discard(digest)).toEqual({ discarding: ['one.exe'], left: ['two.exe'] });
  expect(await left()).toEqual(['three.exe']);
});

test('a name that no run may delete is left and named, and nobody knows an old list', async () => {
  await put('all*.exe');
  await look();
  await world.time.pass(5000);
  expect(await discard(digestOf(await listed()))).toEqual({ discarding: [], left: ['all*.exe'] });
  expect(await discard('0'.repeat(64))).toBeUndefined();
  expect(await left()).toEqual(['all*.exe']);
});

test('what comes to a name between the look at it and its deletion stays, and is named', async () => {
  for (const path of ['one.exe', 'set/b.exe']) await put(path);
  await look();
  await world.time.pass(5000);
  const { register } = world.ports;
  const open: typeof register.open = async (operation, ...rest) => {
    if (operation.name === 'set') await put('set/found.csv');
    return await register.open(operation, ...rest);
  };
  const ports = { ...world.ports, register: { ...register, open } };
  expect(await discard(digestOf(await listed()), ports)).toEqual({ discarding: ['one.exe'], left: ['set'] });
  expect((await left()).sort()).toEqual(['set/b.exe', 'set/found.csv']);
  const set = (await register.list('ingress', id)).items.find(({ name }) => name === 'set');
  expect(set).toMatchObject({ state: 'receiving' });
});
