/** How large the package is that a deployment sends: the bundle with package.json and host.json, deflated as in a zip, in MB. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import ignore from 'ignore';
import type { Measured } from '../figure.ts';

const root = join(import.meta.dirname, '../../..');

/** Measures the bundle in `dist`. */
export async function measure(): Promise<Measured> {
  const left = ignore().add(readFileSync(join(root, '.funcignore'), 'utf8'));
  const built = readdirSync(join(root, 'dist')).map((name) => `dist/${name}`);
  const files = left.filter([...built, 'package.json', 'host.json']);
  const bytes = files.map((file) => deflateRawSync(readFileSync(join(root, file))).length);
  return { value: bytes.reduce((sum, size) => sum + size, 0) / 1e6, unit: 'MB' };
}
