import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { ChildHost, until } from '../child-host.ts';

const host = new ChildHost();
beforeAll(() => host.start());
afterAll(() => host.dispose());

const ids = Array.from({ length: 1000 }, (_none, at) => `crowd-${String(at).padStart(3, '0')}`);
const statuses = z.array(z.object({ instanceId: z.string(), output: z.unknown() }));

async function inState(state: string) {
  return statuses.parse(
    await (await host.durable(`instances/?instanceIdPrefix=crowd-&top=2000&runtimeStatus=${state}`)).json(),
  );
}

async function megabytes(): Promise<number> {
  return z.object({ rss: z.number() }).parse(await (await host.fetch('/api/memory')).json()).rss / 1e6;
}

test('1,000 orchestrations wait at once in less than 300 MB, outlive a kill, and one event each ends them all', async () => {
  await Promise.all(ids.map((id) => host.postJson(`orchestrators/wait/${id}`)));
  await until('all wait', async () => (await inState('Running')).length === ids.length || undefined);
  expect(await megabytes()).toBeLessThan(300);
  await host.kill();
  await host.start();
  expect(await inState('Running')).toHaveLength(ids.length);
  await Promise.all(ids.map((id) => host.postJson(`instances/${id}/raiseEvent/go`, { id })));
  const ended = await until('all have ended', async () => {
    const now = await inState('Completed');
    return now.length === ids.length ? now : undefined;
  });
  expect(ended.map(({ instanceId, output }) => [instanceId, output])).toEqual(ids.map((id) => [id, { v: { id } }]));
  expect(await megabytes()).toBeLessThan(300);
});
