import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Metafile } from 'esbuild';
import { z } from 'zod';
import { bundle } from './build.ts';
import { bundleInspector } from './build-inspector.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const builtSchema = z.object({
  node: z.string(),
  /** The SHA-1 of each file that was read or made, by its path. */
  files: z.record(z.string(), z.string()),
});
/** What decides how a bundle becomes, beside what it is made of. */
const bundlers = ['package-lock.json', 'package.json', 'tsconfig.json', 'scripts/*.ts'];

/** Builds into `dist` what is deployed, each app where it is not up to date. */
export async function buildWhatChanged(apps: readonly ('app' | 'inspector')[] = ['app', 'inspector']): Promise<void> {
  if (apps.includes('app')) await bringUpToDate(join(root, 'dist'), bundle);
  if (apps.includes('inspector')) await bringUpToDate(join(root, 'dist/inspector'), bundleInspector);
}

/**
 * Builds where a file that the last build read or made is another, or Node is, and says whether it did: a build takes seconds of a
 * processor, and most starts follow no change.
 */
export async function bringUpToDate(
  outdir: string,
  build: (outdir: string) => Promise<Pick<Metafile, 'inputs' | 'outputs'>>,
): Promise<boolean> {
  const kept = join(root, 'node_modules/.cache/built', `${createHash('sha1').update(outdir).digest('hex')}.json`);
  if (existsSync(kept) && isUpToDate(kept)) return false;
  const { inputs, outputs } = await build(outdir);
  const bundling = bundlers.flatMap((path) => globSync(path, { cwd: root }));
  const paths = [...Object.keys(inputs), ...Object.keys(outputs), ...bundling];
  const files = paths.flatMap((path) => (existsSync(join(root, path)) ? [[path, digestOf(path)]] : []));
  mkdirSync(dirname(kept), { recursive: true });
  writeFileSync(kept, JSON.stringify({ node: process.version, files: Object.fromEntries(files) }));
  return true;
}

function isUpToDate(kept: string): boolean {
  const { data } = builtSchema.safeParse(JSON.parse(readFileSync(kept, 'utf8')));
  if (data?.node !== process.version) return false;
  return Object.entries(data.files).every(([path, digest]) => digestOf(path) === digest);
}

const digestOf = (path: string) =>
  existsSync(join(root, path)) &&
  createHash('sha1')
    .update(readFileSync(join(root, path)))
    .digest('hex');
