import type { ShownOperation } from '../people/api-shapes.ts';
import { StoragePerson } from '../people/storage-person.ts';
import { until } from '../people/until.ts';
import { showOperation } from '../people/watch.ts';
import { weather } from './material.ts';
import { expectEqual, headline, note, step } from './progress.ts';
import { follow, type Scene } from './scene.ts';

const minute = 60_000;

/** Data Factory takes no runs until all retries are used up, in time that is moved; then it is back, and the dataset arrives. */
export async function playOutage(scene: Scene): Promise<ShownOperation> {
  headline('Data Factory is away (from here on the time is moved)');
  const { control } = scene.stack;
  await control.addFault({ service: 'arm', method: 'POST', path: '/createRun', kind: 'unavailable', times: 1000 });
  const owner = new StoragePerson(scene.stack.azure, 'owner');
  await step('Olga uploads a dataset, and Data Factory answers 503 to every run that is asked for', () =>
    owner.uploadDataset(scene.project, 'weather', [weather()]),
  );
  const { id } = await step('it is checked, and then waits', () => follow(scene, 'datasets', 'weather', ['copying']));
  await step('minutes pass: all retries are used up, nothing fails', () => troubled(scene, id, 1));
  await step('more time passes: the sweep tries again', () => troubled(scene, id, 2));
  await step('Data Factory is back, the next try succeeds', async () => {
    await control.call('DELETE', 'faults');
    await scene.stack.advance(10 * minute);
    await scene.ops.ask('POST', 'ops/sweep');
    await follow(scene, 'datasets', 'weather', ['available']);
  });
  const arrived = await showOperation(scene.ops, 'datasets', scene.project, id);
  expectEqual('trouble of the arrived dataset', 'none', arrived.trouble === undefined ? 'none' : arrived.trouble.since);
  note('weather: no trouble any more');
  return arrived;
}

/** Moves time until the row says that the operation is in trouble and was tried so often, and prints what it says. */
async function troubled(scene: Scene, id: string, times: number): Promise<void> {
  const ask = () => showOperation(scene.ops, 'datasets', scene.project, id);
  const row = await until(`weather to be in trouble, tried ${times} times`, async () => {
    const now = await ask();
    if (now.state !== 'copying') throw new Error(`weather is ${now.state}: ${now.failure?.message}`);
    if ((now.trouble?.times ?? 0) >= times) return now;
    await scene.stack.advance(2 * minute);
    if (now.trouble !== undefined) await scene.ops.ask('POST', 'ops/sweep');
    return undefined;
  });
  note(`weather: ${row.state}, trouble since ${row.trouble?.since}, tried ${row.trouble?.times} times`);
}
