import { afterEach, expect, it } from 'vitest';
import { type RunningCollector, startCollector, treesOf } from '../../local/azure/collector.ts';
import { moveOperation } from '../../src/activities/operation/move.ts';
import { storagePorts } from '../../src/azure/storage-ports.ts';
import { otlpTelemetry } from '../../src/azure/telemetry/otlp-telemetry.ts';
import type { Clock } from '../../src/ports/ports.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { person } from '../domain/sample.ts';
import { bringIn } from '../memory/bring-in.ts';
import { noHook } from '../memory/hook.ts';
import { letOut } from '../memory/let-out.ts';
import { MemoryWorld } from '../memory/world.ts';
import { sweepSettings } from './flow-settings.ts';

let collector: RunningCollector;
afterEach(() => collector.close());

async function toldWorld(): Promise<MemoryWorld> {
  collector = await startCollector({ port: 0 });
  const telemetry = (clock: Clock) =>
    otlpTelemetry({ endpoint: collector.url, instance: 'one', patienceMilliseconds: 30_000 }, clock);
  const world = new MemoryWorld(1, noHook, { telemetry });
  await world.project();
  return world;
}

const flushed = (world: MemoryWorld) =>
  world.ports.telemetry.flush((text) => {
    throw new Error(text);
  });
const noWorkflows = { start: async () => undefined, wake: async () => undefined };
/** The trees without the times that they took. */
const shape = () => treesOf(collector.collected.spans).replaceAll(/ [\d.]+ s/g, '');

it('a package on its way out is one trace of what lasted for more than a quarter of an hour, from its first event to its end', async () => {
  const world = await toldWorld();
  expect(await letOut(world, () => world.time.pass(3_600_000))).toBe('released');
  await flushed(world);
  expect(shape().split('\n')).toEqual(['export → released', '  round → approved', '  in-review → releasing', '']);
  const { spans, metrics } = collector.collected;
  expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  expect(metrics.map(({ name }) => name).toSorted()).toEqual(['sallyport.review.turnaround', 'sallyport.turnaround']);
});

it('nothing leaves that somebody chose, typed or is called', async () => {
  const world = await toldWorld();
  await letOut(world);
  await bringIn(world);
  await sweep(world.ports, noWorkflows, sweepSettings);
  await flushed(world);
  const told = JSON.stringify(collector.collected);
  expect(told).toContain('heart-study');
  expect(told).not.toContain(person('Ada', 11).oid);
  expect(told).not.toMatch(/results|table\.csv|Table 2|cohort|deep|\.json|\bAda\b|\bBen\b|@example/);
});

it('a move that is made again, or by somebody else first, is told once', async () => {
  const world = await toldWorld();
  await letOut(world);
  const [released] = (await world.ports.register.list('export', 'heart-study')).items;
  const key = { project: 'heart-study', id: released?.id ?? '' };
  const again = { key, from: 'releasing', event: 'released' } as const;
  await Promise.all([moveOperation(world.ports, again), moveOperation(world.ports, again)]);
  await flushed(world);
  const ids = collector.collected.spans.map(({ spanId }) => spanId);
  expect(new Set(ids).size).toBe(ids.length);
});

it('a move is told although somebody who works on the same row looks at what this process wrote last', async () => {
  const world = await toldWorld();
  const { register } = world.ports;
  await world.put('ingress', 'heart-study/cohort/a.csv', 'a,b\n');
  const key = await world.open('ingress', 'heart-study/cohort/a.csv');
  const amend = async (of: Pick<typeof register, 'get' | 'update'>) => {
    const stored = await of.get(key);
    if (stored === undefined) throw new Error('there is no row');
    await of.update(stored);
  };
  await amend(register);
  await amend(storagePorts(world.storage.ofApp()).register);
  const stored = await register.get(key);
  if (stored === undefined) throw new Error('there is no row');
  expect(register.lately(key)?.etag).not.toBe(stored.etag);
  await register.move({ ...stored, value: { ...stored.value, state: 'checking', revision: 1 } }, []);
  await flushed(world);
  expect(shape()).toBe('receiving → checking\n');
});

it('the sweep tells who must act next, and how long the oldest waits', async () => {
  const world = await toldWorld();
  await world.put('ingress', 'heart-study/cohort/a.csv', 'a,b\n');
  await world.open('ingress', 'heart-study/cohort/a.csv');
  await world.time.pass(90_000);
  await sweep(world.ports, noWorkflows, sweepSettings);
  await flushed(world);
  const points = collector.collected.metrics.flatMap(({ name, gauge }) =>
    (gauge?.dataPoints ?? []).map(({ attributes, asDouble }) => [name, attributes['sallyport.owner'], asDouble]),
  );
  expect(points).toContainEqual(['sallyport.operations.waiting', 'owner', 1]);
  expect(points).toContainEqual(['sallyport.operations.waiting', 'operator', 0]);
  expect(points).toContainEqual(['sallyport.operations.oldest', 'owner', expect.closeTo(90, 0)]);
  expect(points.filter(([name]) => name === 'sallyport.operations.untold')).toHaveLength(2);
});
