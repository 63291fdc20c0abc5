import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { crashCode } from '../../../local/host/host-error.ts';
import { type RunningChild, startChild } from '../../../local/stack/child.ts';
import { freePort } from '../../../local/stack/free-port.ts';
import { keepRunning } from '../../../local/stack/kept-running.ts';
import { until } from '../../host/child-host.ts';

const root = resolve(import.meta.dirname, '../../..');
const code = `const { app } = require('@azure/functions');
app.http('pid', { handler: () => ({ body: String(process.pid) }) });
app.http('careless', { handler: () => { setImmediate(() => { throw new Error('lost'); }); return {}; } });`;

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

/** A host that is kept running, with an app that can be made to throw outside of its functions. */
async function start() {
  const folder = mkdtempSync(join(tmpdir(), 'kept-'));
  cleanUps.push(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'app'));
  writeFileSync(join(folder, 'app/package.json'), JSON.stringify({ main: 'main.cjs' }));
  writeFileSync(join(folder, 'app/host.json'), JSON.stringify({ version: '2.0' }));
  writeFileSync(join(folder, 'app/main.cjs'), code);
  symlinkSync(join(root, 'node_modules'), join(folder, 'app/node_modules'));
  const port = await freePort();
  const host = await keepRunning(() =>
    startChild({
      name: 'host',
      script: join(root, 'local/host/main.ts'),
      arguments: ['--app', join(folder, 'app'), '--port', String(port), '--state', join(folder, 'state')],
      readyLine: 'host ready',
      logFile: join(folder, 'host.log'),
    }),
  );
  cleanUps.push(() => host.kill());
  const ask = async (path: string) => await (await fetch(`http://127.0.0.1:${port}/api/${path}`)).text();
  return { host, ask, pid: () => ask('pid').catch(() => undefined) };
}

test('a host whose app threw where nobody caught it is started again, as often as that happens', async () => {
  const { ask, pid } = await start();
  const seen = new Set([await ask('pid')]);
  for (const processes of [2, 3]) {
    await ask('careless').catch(() => undefined);
    seen.add(
      await until('another process answers', async () => {
        const now = await pid();
        return now === undefined || seen.has(now) ? undefined : now;
      }),
    );
    expect(seen.size).toBe(processes);
  }
});

test.each(['stop', 'kill'] as const)('%s ends it also while it is being started again', async (how) => {
  const { host, ask, pid } = await start();
  await ask('careless').catch(() => undefined);
  await until('the first process is gone', async () => (await pid()) === undefined || undefined);
  await host[how]();
  expect(await pid()).toBeUndefined();
});

test.each(['stop', 'kill'] as const)('%s waits for a start that is under way and ends what it started', async (how) => {
  const ends: string[] = [];
  const begun: (() => void)[] = [];
  const child = (name: string, ended: Promise<number | null>): RunningChild => {
    const end = async () => void ends.push(name);
    return { ended, stop: end, kill: end };
  };
  let starts = 0;
  const host = await keepRunning(async () => {
    starts += 1;
    if (starts === 1) return child('first', Promise.resolve(crashCode));
    await new Promise<void>((go) => begun.push(go));
    return child('second', new Promise(() => undefined));
  });
  await until('the second start is under way', async () => begun.length > 0 || undefined);
  const ended = host[how]();
  begun[0]?.();
  await ended;
  expect(ends).toEqual(['first', 'second']);
});
