import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { medianOf } from './clock.ts';

const usage = z.object({ user: z.number(), system: z.number() });

/** Milliseconds of processor time of a process that runs the code, without a compile cache. */
export function processOf(code: string, settings: Readonly<Record<string, string>> = {}): number {
  const args = ['--input-type=module', '--eval', `${code}; console.error(JSON.stringify(process.cpuUsage()))`];
  const env = { ...settings, NODE_DISABLE_COMPILE_CACHE: '1' };
  const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const { user, system } = usage.parse(JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? ''));
  return (user + system) / 1000;
}

/** What the compiler of TypeScript takes to load on the machine for which the goals in processor time were set, in milliseconds. */
const yardstick = 160;

/**
 * How much slower this machine computes than the one for which goals were set: machines of one cloud differ by half, and the same one by
 * what else runs beside it. Measured by loading something large that does not change with our code.
 */
export async function slowness(): Promise<number> {
  const file = pathToFileURL(createRequire(import.meta.url).resolve('typescript')).href;
  const loaded = await medianOf(9, async () => processOf(`await import(${JSON.stringify(file)})`));
  const nothing = await medianOf(9, async () => processOf('0'));
  return (loaded - nothing) / yardstick;
}
