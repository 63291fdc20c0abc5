import { lstatSync, readdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { comparePaths } from '../domain/base/path-order.ts';
import { endingOf } from './ending-of.ts';
import type { FileToInspect } from './inspect-file.ts';

interface LocalFile extends FileToInspect {
  readonly path: string;
}

interface LocalFolder {
  readonly files: readonly LocalFile[];
  /** Links and devices: nothing follows them, and they are told of all the same. */
  readonly others: readonly string[];
}

/** What lies in a folder, in the order of paths; a file is a folder with itself alone. */
export function localFiles(root: string): LocalFolder {
  const found = pathsIn(root).sort((one, other) => comparePaths(one.path, other.path));
  return {
    files: found.flatMap(({ path, at, bytes }) =>
      bytes === undefined ? [] : [{ path, bytes, ending: endingOf(path), open: () => piecesOf(at) }],
    ),
    others: found.flatMap(({ path, bytes }) => (bytes === undefined ? [path] : [])),
  };
}

const pieceBytes = 64 * 1024;

/** What a file holds, piece by piece in the same memory: whoever asks for the next one is done with the last. Streams of Node leave more behind than is allowed here. */
async function* piecesOf(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  const memory = Buffer.allocUnsafe(pieceBytes);
  try {
    for (;;) {
      const { bytesRead } = await file.read(memory, 0, pieceBytes);
      if (bytesRead === 0) return;
      yield memory.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

interface Found {
  readonly path: string;
  readonly at: string;
  /** Only of files. */
  readonly bytes: number | undefined;
}

function pathsIn(root: string): Found[] {
  const top = lstatSync(root);
  return top.isDirectory() ? below(root, '') : [foundAt(root, basename(root))];
}

/** By hand: what Node itself offers for whole trees follows links to folders. */
function below(folder: string, prefix: string): Found[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const at = join(folder, entry.name);
    const path = `${prefix}${entry.name}`;
    return entry.isDirectory() ? below(at, `${path}/`) : [foundAt(at, path)];
  });
}

function foundAt(at: string, path: string): Found {
  const found = lstatSync(at);
  return { path, at, bytes: found.isFile() ? found.size : undefined };
}
