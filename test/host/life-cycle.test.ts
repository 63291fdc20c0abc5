import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { ChildHost, type ChildOptions, until } from './child-host.ts';

const hosts: ChildHost[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.dispose();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function newHost(options: ChildOptions = {}): ChildHost {
  const host = new ChildHost(options);
  hosts.push(host);
  return host;
}

/** An app folder with one CommonJS file that can require the real libraries. */
function appWith(code: string, hostJson: unknown = { version: '2.0' }): string {
  const folder = mkdtempSync(join(tmpdir(), 'app-'));
  folders.push(folder);
  mkdirSync(join(folder, 'dist'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ main: 'dist/*.cjs' }));
  if (hostJson !== undefined)
    writeFileSync(join(folder, 'host.json'), typeof hostJson === 'string' ? hostJson : JSON.stringify(hostJson));
  writeFileSync(join(folder, 'dist/main.cjs'), `const { app } = require('@azure/functions');\n${code}`);
  symlinkSync(resolve(import.meta.dirname, '../../node_modules'), join(folder, 'node_modules'));
  return folder;
}

const refusalOf = (code: string, hostJson?: unknown) => newHost({ app: appWith(code, hostJson) }).refusal();
const http = "app.http('one', { handler: () => ({ body: 'one' }) });";

test('a CommonJS app named by a pattern is served', async () => {
  const host = await newHost({ app: appWith(http) }).start();
  expect(await (await host.fetch('/api/one')).text()).toBe('one');
});

test('an empty route prefix serves functions at the root', async () => {
  const host = await newHost({
    app: appWith(http, { version: '2.0', extensions: { http: { routePrefix: '' } } }),
  }).start();
  expect(await (await host.fetch('/one')).text()).toBe('one');
});

test('a taken port ends with exit code 4 and says what to do', async () => {
  const first = await newHost().start();
  const { code, errors } = await newHost().refusal(first.port);
  expect(code).toBe(4);
  expect(errors).toContain(`Port ${first.port} is taken by another program. Stop it, or choose another port`);
});

test.each([
  ['is not JSON', '{', 'is not JSON'],
  ['has another version', { version: '1.0' }, 'version'],
  ['has a wrong time span', { version: '2.0', functionTimeout: '10 minutes' }, 'functionTimeout is not a time span'],
  [
    'has a hub name that Azure refuses',
    { version: '2.0', extensions: { durableTask: { hubName: 'my-hub' } } },
    'hubName',
  ],
])('a host.json that %s ends with exit code 3 and names the place', async (_what, hostJson, message) => {
  const { code, errors } = await refusalOf(http, hostJson);
  expect([code, errors]).toEqual([3, expect.stringContaining(message)]);
});

test('an app that does not load ends with exit code 2, the file and the reason', async () => {
  const { code, errors } = await refusalOf("throw new Error('no database');");
  expect(code).toBe(2);
  expect(errors).toMatch(/The app does not load\. File: .*dist\/main\.cjs\. Reason: no database/);
});

test.each([
  [
    'an entity',
    "app.generic('e', { trigger: { type: 'entityTrigger', name: 't' }, handler: () => {} });",
    "'entityTrigger'",
  ],
  [
    'a trigger of another kind of queue',
    "app.serviceBusQueue('q', { queueName: 'q', connection: 'c', handler: () => {} });",
    "'serviceBusTrigger'",
  ],
  [
    'a queue trigger without its connection',
    "app.storageQueue('q', { queueName: 'q', connection: 'c', handler: () => {} });",
    'The setting c__credential is missing',
  ],
  [
    'a route that starts with admin',
    "app.http('a', { route: 'administrator', handler: () => ({}) });",
    "may not start with 'admin'",
  ],
  ['a route that starts with runtime', "app.http('a', { route: 'runtime/x', handler: () => ({}) });", "'runtime'"],
  [
    'a polling blob trigger',
    "app.storageBlob('b', { path: 'c/{n}', connection: 'Trigger', handler: () => {} });",
    "must be 'EventGrid'",
  ],
  [
    'a blob trigger without its settings',
    "app.storageBlob('b', { path: 'c/{n}', source: 'EventGrid', connection: 'Other', handler: () => {} });",
    'Other__credential',
  ],
  ['a five-field schedule', "app.timer('t', { schedule: '*/5 * * * *', handler: () => {} });", 'NCRONTAB has six'],
  [
    'a retry policy',
    "app.timer('t', { schedule: '0 0 0 * * *', retry: { strategy: 'fixedDelay', maxRetryCount: 1, delayInterval: 1 }, handler: () => {} });",
    'a retry policy',
  ],
  ['HTTP streaming', `app.setup({ enableHttpStream: true }); ${http}`, 'enableHttpStream'],
  ['two functions of one name', `${http} ${http}`, "'one' is already registered"],
  [
    'an output binding',
    "app.http('o', { return: { type: 'queue', name: '$return' }, handler: () => ({}) });",
    "the binding 'queue'",
  ],
  ['no function at all', '', 'has registered no function'],
])('%s is refused by name with exit code 2', async (_what, code, message) => {
  const { code: exit, errors } = await refusalOf(code);
  expect([exit, errors]).toEqual([2, expect.stringContaining(message)]);
});

test('missing arguments and a wrong settings file end with exit code 5', async () => {
  const host = newHost();
  writeFileSync(join(host.stateFolder, 'wrong.json'), JSON.stringify({ Values: { A: 1 } }));
  const { code, errors } = await newHost({ settingsFile: join(host.stateFolder, 'wrong.json') }).refusal();
  expect([code, errors]).toEqual([5, expect.stringContaining('Values.A')]);
});

test.each(['{', '{"unknown":1}', '{"maximumTimer":-1}', '{"crashAtWrite":{"write":0,"moment":"before"}}'])(
  'the knobs %s end with exit code 5 and what is wrong',
  async (knobs) => {
    const { code, errors } = await newHost({ knobsText: knobs }).refusal();
    expect([code, errors]).toEqual([5, expect.stringContaining('--knobs')]);
  },
);

test('a graceful stop answers the request that is being answered, and takes no other', async () => {
  const app = appWith(`app.http('slow', { handler: () => {
    process.stderr.write('it has begun\\n');
    return new Promise((done) => process.once('SIGTERM', () => setImmediate(() => done({ body: 'late' }))));
  } });`);
  const host = await newHost({ app }).start();
  const answer = host.fetch('/api/slow');
  await until('it has begun', () => host.errors().includes('it has begun') || undefined);
  const stopped = host.stop();
  expect(await (await answer).text()).toBe('late');
  expect(await stopped).toBe(0);
  await expect(host.fetch('/api/slow')).rejects.toThrow();
});

test('a second signal ends a host at once that waits for a function without end', async () => {
  const app = appWith(`app.http('endless', { handler: () => {
    process.stderr.write('it has begun\\n');
    return new Promise(() => {});
  } });`);
  const host = await newHost({ app }).start();
  const { pid } = host;
  const unanswered = expect(host.fetch('/api/endless')).rejects.toThrow();
  await until('it has begun', () => host.errors().includes('it has begun') || undefined);
  const refused = () =>
    host.fetch('/api/none').then(
      () => undefined,
      () => true,
    );
  const stopped = host.stop();
  await until('the host takes no more requests', refused);
  process.kill(pid ?? 0, 'SIGTERM');
  expect(await stopped).toBeNull();
  await unanswered;
});

test('a graceful stop finishes the running activity, runs the terminate hooks and exits with 0', async () => {
  const host = await newHost().start();
  await host.postJson('orchestrators/journeyChild/calm', { key: 'calm' });
  await until('the activity has begun', () => host.noted().some((entry) => entry['activity'] === 'begin') || undefined);
  expect(await host.stop()).toBe(0);
  const order = host.noted().map((entry) => entry['activity'] ?? entry['hook']);
  expect(order.filter((what) => what === 'end' || what === 'appTerminate')).toEqual(['end', 'appTerminate']);
  await host.start();
  expect(await host.reaches('calm', 'Completed')).toMatchObject({ output: 'calm/child' });
  expect(host.noted().filter((entry) => entry['activity'] === 'begin')).toHaveLength(1);
});

test('a restart keeps the keys and takes the same port', async () => {
  const host = await newHost().start();
  const [keys, port] = [host.keys(), host.port];
  await host.kill();
  await host.start(port);
  expect([host.keys(), host.port]).toEqual([keys, port]);
});

test('hooks of the app run around each call and see its log lines', async () => {
  const app = appWith(`
    app.hook.preInvocation((context) => { context.inputs = [{ replaced: true }]; });
    app.hook.postInvocation((context) => { if (context.error) { context.error = undefined; context.result = { status: 202 }; } });
    app.hook.log((context) => { context.message = context.message.replace('secret', '***'); });
    app.http('replaced', { handler: (input) => ({ jsonBody: input }) });
    app.http('mended', { handler: () => { throw new Error('x'); } });
    app.http('logs', { handler: (_request, context) => { context.warn('a secret'); return { status: 200 }; } });`);
  const host = await newHost({ app }).start();
  expect(await (await host.fetch('/api/replaced')).json()).toEqual({ replaced: true });
  expect((await host.fetch('/api/mended')).status).toBe(202);
  await host.fetch('/api/logs');
  await until('the line', () => host.warnings().find((line) => line.message === 'a ***'));
});

test('a function that runs longer than functionTimeout fails', async () => {
  const app = appWith("app.http('long', { handler: () => new Promise(() => {}) });", {
    version: '2.0',
    functionTimeout: '00:00:01',
  });
  const host = await newHost({ app }).start();
  expect((await host.fetch('/api/long')).status).toBe(500);
  expect(host.errors()).toContain('Timeout value of 1000 ms exceeded by function: long');
});

test('the app knows the host name under which it is reached', async () => {
  const app = appWith("app.http('name', { handler: () => ({ body: process.env.WEBSITE_HOSTNAME }) });");
  const host = await newHost({ app }).start();
  expect(await (await host.fetch('/api/name')).text()).toBe(new URL(host.url).host);
});

test('the app runs in its own folder and is told that this is no production, unless its settings say otherwise', async () => {
  const app = appWith(
    "app.http('where', { handler: () => ({ jsonBody: [process.cwd(), process.env.AZURE_FUNCTIONS_ENVIRONMENT] }) });",
  );
  const host = await newHost({ app }).start();
  expect(await (await host.fetch('/api/where')).json()).toEqual([realpathSync(app), 'Development']);
  const staging = await newHost({ app, settings: { AZURE_FUNCTIONS_ENVIRONMENT: 'Staging' } }).start();
  expect(await (await staging.fetch('/api/where')).json()).toEqual([realpathSync(app), 'Staging']);
});

test.each([
  ['an exception outside of any call', "setImmediate(() => { throw new TypeError('lost\\nfor good'); })"],
  ['a rejection that nobody awaits', "void Promise.reject(new TypeError('lost\\nfor good'))"],
])('%s ends the host with exit code 7 and one line', async (_what, throwing) => {
  const host = newHost({ app: appWith(`app.http('careless', { handler: () => { ${throwing}; return {}; } });`) });
  await host.start();
  const before = host.errors();
  const ended = host.ended();
  await host.fetch('/api/careless').catch(() => undefined);
  expect(await ended).toBe(7);
  const lines = host
    .errors()
    .slice(before.length)
    .trimEnd()
    .split('\n')
    .filter((line) => !line.startsWith('{'));
  expect(lines).toEqual([
    expect.stringMatching(
      /^The app threw where nobody caught it, and has ended: TypeError: lost for good \(.*main\.cjs:2:\d+\)/,
    ),
  ]);
});
