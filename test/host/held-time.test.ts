import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { type RunningHost, startHost } from '../../local/host/host.ts';
import { until } from './child-host.ts';
import { HeldClock } from './held-clock.ts';

const day = 86_400_000;
const stateFolder = mkdtempSync(join(tmpdir(), 'held-'));
const clock = new HeldClock(Date.parse('2026-01-01T00:00:00Z'));
const warnings: string[] = [];
let host: RunningHost;

beforeAll(async () => {
  host = await startHost({
    appFolder: resolve(import.meta.dirname, 'app'),
    port: 0,
    stateFolder,
    settings: {
      RARELY: '0 0 5 1 * *',
      DROP: 'drop',
      Trigger__blobServiceUri: 'http://127.0.0.1:1',
      Trigger__queueServiceUri: 'http://127.0.0.1:1',
      Trigger__credential: 'managedidentity',
      JOURNAL: join(stateFolder, 'journal'),
    },
    log: (level, message) => void (level === 'warning' && warnings.push(message)),
    clock,
  });
});
afterAll(async () => {
  await host.close();
  rmSync(stateFolder, { recursive: true });
});

const answer = z.object({
  ok: z.boolean(),
  result: z.looseObject({ runtimeStatus: z.string(), output: z.unknown().optional() }),
});

async function client(path: string, input?: unknown): Promise<unknown> {
  const body = input === undefined ? {} : { body: JSON.stringify(input) };
  return (await fetch(`${host.url}/api/client/${path}`, { method: 'POST', ...body })).json();
}

const status = async (id: string) => answer.parse(await client(`status/${id}`)).result;

test('a wait of seven days is cut into segments and takes milliseconds when the clock is held', async () => {
  await client('start/race/week', { ms: 7 * day });
  await until('it waits', async () => (await status('week')).runtimeStatus === 'Running' || undefined);
  await clock.advance(3 * day);
  await until('the second segment is armed', () => clock.armedAt(Date.parse('2026-01-07T00:00:00Z')) || undefined);
  await clock.advance(3 * day);
  await until('the third segment is armed', () => clock.armedAt(Date.parse('2026-01-08T00:00:00Z')) || undefined);
  expect((await status('week')).runtimeStatus).toBe('Running');
  await clock.advance(day);
  const ended = await until('it has ended', async () => {
    const now = await status('week');
    return now.runtimeStatus === 'Completed' ? now : undefined;
  });
  expect(ended.output).toEqual({ won: 'timer' });
});
