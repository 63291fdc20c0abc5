import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { ChildHost } from '../child-host.ts';

const host = new ChildHost();
beforeAll(() => host.start());
afterAll(() => host.dispose());

const started = z.object({ id: z.string() });
const listed = z.array(z.looseObject({ instanceId: z.string(), runtimeStatus: z.string(), createdTime: z.string() }));

async function waiting(id: string, input?: unknown): Promise<void> {
  await host.postJson(`orchestrators/wait/${id}`, input);
  await host.reaches(id, 'Running');
}

describe('starting', () => {
  test('without an id makes one of 32 hex digits', async () => {
    const { id } = started.parse(await (await host.postJson('orchestrators/wait')).json());
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    await host.reaches(id, 'Running');
  });

  test('and waiting for the end in one request is refused by name', async () => {
    const answer = await host.postJson('orchestrators/wait/both?timeout=5&pollingInterval=1');
    expect([answer.status, await answer.text()]).toEqual([501, expect.stringContaining('waits for the end')]);
    expect((await host.durable('instances/both')).status).toBe(404);
  });
});

describe('statuses', () => {
  test('hide the input when it is not wanted', async () => {
    await waiting('secretive', { secret: 1 });
    const input = async (query: string) =>
      Object(await (await host.durable(`instances/secretive${query}`)).json()).input;
    expect([await input(''), await input('?showInput=false')]).toEqual([{ secret: 1 }, null]);
  });

  test('come to the client page by page as raw JSON, dates as text', async () => {
    const ids = Array.from({ length: 120 }, (_none, at) => `page-${String(at).padStart(3, '0')}`);
    await Promise.all(ids.map((id) => host.postJson(`orchestrators/wait/${id}`)));
    await Promise.all(ids.map((id) => host.reaches(id, 'Running')));
    const { result } = await host.client('all/-');
    const all = listed.parse(result);
    expect(all.map(({ instanceId }) => instanceId).filter((id) => id.startsWith('page-'))).toEqual(ids);
    expect(all[0]?.createdTime).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  test('the client waits for a failure with 500, and gives up waiting with the links of the instance', async () => {
    await host.postJson('orchestrators/failUncaught/awaited-failure');
    await host.reaches('awaited-failure', 'Failed');
    expect((await host.fetch('/api/client/await/awaited-failure', { method: 'POST' })).status).toBe(500);
    await waiting('never-ending');
    const pending = await host.fetch('/api/client/await/never-ending/200', { method: 'POST' });
    expect([pending.status, started.parse(await pending.json()).id]).toEqual([202, 'never-ending']);
  });
});

describe('what is not there', () => {
  test('signals to entities are refused by name', async () => {
    const answer = await host.postJson('entities/counter/x?op=add', 1);
    expect([answer.status, await answer.text()]).toEqual([501, expect.stringContaining('entities')]);
  });

  test.each([
    ['POST', 'instances/some/unknownOperation'],
    ['POST', 'instances/some/raiseEvent'],
    ['GET', 'orchestrators/wait'],
    ['PUT', 'instances/some'],
    ['GET', 'instances/some/terminate'],
    ['POST', 'instances/some/raiseEvent/go/more'],
    ['GET', 'elsewhere'],
  ])('%s %s is 404', async (method, path) => {
    expect((await host.durable(path, { method })).status).toBe(404);
  });
});

test('the loopback API answers the same without a key, and only below its own path', async () => {
  await waiting('local');
  const payload = z.object({ rpcBaseUrl: z.string() });
  const { rpcBaseUrl } = payload.parse(await (await host.fetch('/api/payload')).json());
  expect(rpcBaseUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/durabletask\/$/);
  const own = await (await fetch(`${rpcBaseUrl}instances/local`)).json();
  expect(own).toEqual(await (await host.durable('instances/local')).json());
  expect((await fetch(new URL('/other/instances/local', rpcBaseUrl))).status).toBe(404);
});
