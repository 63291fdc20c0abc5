import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';

/**
 * SHA-256 over the files of a bundle, each by its name and content, so that whoever built it and whoever runs it count the same. Undefined for a
 * folder without one: the app runs from its sources.
 */
export async function bundleDigest(folder: URL): Promise<string | undefined> {
  const names = (await readdir(folder)).filter((name) => /\.[cm]js$/.test(name)).sort();
  const sums = names.map(async (name) => `${name} ${sha256(await readFile(new URL(name, folder)))}\n`);
  return names.length === 0 ? undefined : sha256((await Promise.all(sums)).join(''));
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
