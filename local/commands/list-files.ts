import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import type { UploadFile } from '../people/storage-person.ts';

/** The files of a path with their content: a file under its own name, a folder's files by their path within it. */
export function listFiles(path: string): UploadFile[] {
  if (!statSync(path).isDirectory()) return [{ path: basename(path), bytes: readFileSync(path) }];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ path: relative(path, file).replaceAll('\\', '/'), bytes: readFileSync(file) }));
}
