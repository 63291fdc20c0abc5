/**
 * What it costs to load the bundle over a Node that does nothing: milliseconds of processor time without a compile cache, the
 * difference of two medians, as on a machine of the usual speed. The app starts that way whenever it is scaled out.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Measured } from '../figure.ts';
import { loadTime, slowness } from '../slowness.ts';

const root = join(import.meta.dirname, '../../..');
const settings = z.object({ Values: z.record(z.string(), z.string()) });

/** Measures the bundle in `dist` with the sample's settings. */
export async function measure(): Promise<Measured> {
  const { Values } = settings.parse(JSON.parse(readFileSync(join(root, 'local.settings.sample.json'), 'utf8')));
  const loaded = await loadTime(join(root, 'dist/main.mjs'), Values);
  return { value: loaded / (await slowness()), unit: 'ms' };
}
