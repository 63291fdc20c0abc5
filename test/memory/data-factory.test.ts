import { expect, test } from 'vitest';
import { storagePorts } from '../../src/azure/storage-ports.ts';
import type { DataPlace } from '../../src/ports/storage.ts';
import { dataFactoryContract, type FactoryStage } from '../contract/data-factory-contract.ts';
import { stream } from '../contract/samples.ts';
import { memoryDataFactory } from './data-factory.ts';
import { type Hook, noHook } from './hook.ts';
import { MemoryStorage } from './storage.ts';
import { settled, VirtualTime } from './time.ts';

function stageWith(hook: Hook, time: VirtualTime) {
  const storage = new MemoryStorage({ clock: time, hook });
  const { port: factory, knobs } = memoryDataFactory({ time, storage, releaseAccount: 'public' });
  const { fileLists } = storagePorts(storage.ofApp());
  const container = (place: DataPlace) =>
    storage.container(place === 'ingress' || place === 'released' ? 'public' : 'secure', place);
  const lease: FactoryStage['lease'] = (place, path) => container(place).getBlobClient(path).lease();
  const until: FactoryStage['until'] = async (condition) => {
    for (await settled(); !(await condition()); await settled()) {
      if (!time.wakeNext()) throw new Error('nothing more will happen');
    }
  };
  return { factory, fileLists, knobs, container, lease, now: time.now, until };
}

const stage = stageWith(noHook, new VirtualTime('2026-11-24T10:00:00Z'));
dataFactoryContract(() => stage);

test('each file arrives at an instant that the world decides, and a request on its way is not called back by a cancel', async () => {
  const time = new VirtualTime('2026-11-24T10:00:00Z');
  const before: Hook['before'] = ({ caller, operation }) =>
    caller === 'data-factory' && operation === 'put' ? time.sleep(1000) : undefined;
  const { factory, fileLists, container, until } = stageWith({ ...noHook, before }, time);
  for (const name of ['a', 'b'])
    await container('ingress').getBlockBlobClient(`p/d/${name}`).upload(name, 1, { metadata: {} });
  await fileLists.write('public', 'list.txt', stream(['a', 'b']));
  const folders = { sourceFolder: 'p/d', targetFolder: 'p/d/v1' };
  const runId = await factory.start('ingress-copy', { operationId: 'ing_1', ...folders, listPath: 'list.txt' });
  await time.pass(999);
  expect((await container('datasets').listBlobsFlat({}).next()).done).toBe(true);
  await factory.cancel(runId);
  await settled();
  expect((await factory.get(runId)).status).toBe('Canceling');
  await until(async () => (await factory.get(runId)).status === 'Cancelled');
  expect((await container('datasets').listBlobsFlat({}).next()).value?.name).toBe('p/d/v1/a');
  expect(time.now().toISOString()).toBe('2026-11-24T10:00:01.000Z');
});
