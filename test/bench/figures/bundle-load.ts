/**
 * What it costs to load the bundle over a Node that does nothing: milliseconds of processor time without a compile cache, the
 * difference of two medians. The app starts that way whenever it is scaled out.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { medianOf } from '../clock.ts';
import type { Measured } from '../figure.ts';

const root = join(import.meta.dirname, '../../..');
const settings = z.object({ Values: z.record(z.string(), z.string()) });
const usage = z.object({ user: z.number(), system: z.number() });

/** Milliseconds of processor time of a process that runs the code. */
function processOf(code: string, env: Record<string, string>): number {
  const args = ['--input-type=module', '--eval', `${code}; console.error(JSON.stringify(process.cpuUsage()))`];
  const { status, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  const { user, system } = usage.parse(JSON.parse(stderr.trimEnd().split('\n').at(-1) ?? ''));
  return (user + system) / 1000;
}

/** Measures the bundle in `dist` with the sample's settings. */
export async function measure(): Promise<Measured> {
  const { Values } = settings.parse(JSON.parse(readFileSync(join(root, 'local.settings.sample.json'), 'utf8')));
  const env = { ...Values, NODE_DISABLE_COMPILE_CACHE: '1' };
  const load = `await import(${JSON.stringify(pathToFileURL(join(root, 'dist/main.mjs')).href)})`;
  const loaded = await medianOf(11, async () => processOf(load, env));
  const nothing = await medianOf(11, async () => processOf('0', env));
  return { value: loaded - nothing, unit: 'ms' };
}
