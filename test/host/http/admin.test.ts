import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { ChildHost, until } from '../child-host.ts';

const host = new ChildHost();
beforeAll(() => host.start());
afterAll(() => host.dispose());

const admin = (path: string, init: RequestInit = {}) =>
  host.fetch(path, { ...init, headers: { 'x-functions-key': host.keys().masterKey } });

test('the admin API needs the master key', async () => {
  expect((await host.fetch('/admin/host/status')).status).toBe(401);
  expect((await host.fetch('/admin/functions', { headers: { 'x-functions-key': 'wrong' } })).status).toBe(401);
});

test('host status and ping answer', async () => {
  expect(await (await admin('/admin/host/status')).json()).toMatchObject({
    state: 'Running',
    version: expect.any(String),
    processUptime: expect.any(Number),
  });
  expect((await admin('/admin/host/ping')).status).toBe(200);
  expect((await admin('/admin/host/ping', { method: 'POST' })).status).toBe(200);
  expect((await admin('/admin/host/other')).status).toBe(404);
});

test('functions are listed with their bindings', async () => {
  const list = z.array(z.looseObject({ name: z.string() })).parse(await (await admin('/admin/functions')).json());
  expect(list.map((fn) => fn.name)).toEqual(
    expect.arrayContaining(['show', 'rarely', 'arrived', 'helloSequence', 'echo']),
  );
  expect(await (await admin('/admin/functions/rarely')).json()).toMatchObject({
    config: { bindings: [{ type: 'timerTrigger' }] },
  });
  expect((await admin('/admin/functions/rarely/status')).status).toBe(200);
  expect((await admin('/admin/functions/none')).status).toBe(404);
});

test('a timer can be run by hand: 202 at once, and it runs', async () => {
  expect((await admin('/admin/functions/rarely', { method: 'POST', body: '{"input":""}' })).status).toBe(202);
  await until('the timer has run', () => host.noted().some((entry) => entry['timer'] === 'rarely') || undefined);
});

test('by hand: 400 without JSON, 404 for an unknown function, 400 for an orchestrator', async () => {
  expect((await admin('/admin/functions/rarely', { method: 'POST' })).status).toBe(400);
  expect((await admin('/admin/functions/none', { method: 'POST', body: '{}' })).status).toBe(404);
  const refused = await admin('/admin/functions/helloSequence', { method: 'POST', body: '{"input":""}' });
  expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('orchestrationTrigger')]);
});
