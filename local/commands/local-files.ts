import { lstatSync, readdirSync, type Stats } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';
import { isMarker } from '../../src/domain/operation/blob-name.ts';
import { CommandRefused, WrongUse } from './arguments.ts';

/** A file on this machine, and its path within the dataset or package. */
export interface LocalFile {
  readonly path: string;
  readonly file: string;
  readonly size: number;
}

/**
 * The files of a path: a file under its own name, a folder's files by their path within it. An empty marker in a folder is left out,
 * since the marker is written at the end. Throws WrongUse for what is not there, CommandRefused for what cannot be uploaded as it is.
 */
export function filesOf(path: string): LocalFile[] {
  const found = statOf(path);
  if (found.isFile()) return [{ path: basename(path), file: path, size: found.size }];
  if (!found.isDirectory()) throw new WrongUse(`'${path}' is neither a file nor a folder.`);
  const files = readdirSync(path, { recursive: true, withFileTypes: true })
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ file, path: relative(path, file).split(sep).join('/'), stats: statOf(file) }))
    .filter(({ stats }) => !stats.isDirectory());
  const odd = files.find(({ stats }) => !stats.isFile());
  if (odd) throw new CommandRefused(`'${odd.file}' is a link or no file. Put the file itself there, or take it out.`);
  const whole = files.map(({ file, path: within, stats }) => ({ path: within, file, size: stats.size }));
  const kept = whole.filter(({ path: within, size }) => !isMarker(within) || size > 0);
  if (kept.length === 0) throw new CommandRefused(`The folder '${path}' holds no file.`);
  return kept;
}

/** Links are not followed: what they lead to may lie elsewhere, or be a folder that holds itself. */
function statOf(path: string): Stats {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) throw new WrongUse(`There is no file or folder '${path}'.`);
  return found;
}
