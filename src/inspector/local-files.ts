import { createReadStream, lstatSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { comparePaths } from '../domain/path-order.ts';
import type { FileToInspect } from './inspect-file.ts';

/** A file of a local folder. */
interface LocalFile extends FileToInspect {
  readonly path: string;
}

/** The files of a folder, in the order of their paths; of a file, itself. Links and devices are no files: nothing follows them. */
export function localFiles(root: string): LocalFile[] {
  return pathsIn(root)
    .sort((one, other) => comparePaths(one.path, other.path))
    .map(({ path, at, bytes }) => ({ path, bytes, ending: endingOf(path), open: () => createReadStream(at) }));
}

/** The ending of a name in small letters; nothing when it has none, or one that no type of file has. */
function endingOf(path: string): string {
  const [, ending = ''] = /[^/]\.([a-z0-9]{1,16})$/.exec(path.toLowerCase()) ?? [];
  return ending;
}

function pathsIn(root: string): { path: string; at: string; bytes: number }[] {
  const top = lstatSync(root);
  if (top.isFile()) return [{ path: basename(root), at: root, bytes: top.size }];
  return readdirSync(root, { withFileTypes: true, recursive: true }).flatMap((entry) => {
    if (!entry.isFile()) return [];
    const at = join(entry.parentPath, entry.name);
    return [{ path: at.slice(join(root, '/').length), at, bytes: lstatSync(at).size }];
  });
}
