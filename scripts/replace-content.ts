import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { OutputFile } from 'esbuild';

/**
 * Changes only files that differ, each in one step: whoever starts the app meanwhile finds a whole bundle, old or new. Folders stay: the
 * bundle of the reading room lies beside that of the app.
 */
export function replaceContent(folder: string, files: readonly Pick<OutputFile, 'path' | 'contents'>[]): void {
  mkdirSync(folder, { recursive: true });
  for (const { path, contents } of files) {
    if (existsSync(path) && readFileSync(path).equals(contents)) continue;
    const fresh = `${path}.${process.pid}.new`;
    writeFileSync(fresh, contents);
    renameSync(fresh, path);
  }
  const wanted = new Set(files.map(({ path }) => basename(path)));
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const { name } = entry;
    if (!entry.isDirectory() && !wanted.has(name) && !name.endsWith('.new'))
      rmSync(join(folder, name), { force: true });
  }
}
