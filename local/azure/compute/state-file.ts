import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';

/** A value kept in one JSON file, so that the stand-in's resources survive a restart. */
export interface StateFile<T> {
  readonly value: T;
  /** Writes the value as it is now; a kill in between leaves the old file whole. */
  save(): void;
}

/** Loads the file, or starts with `initial` when there is none. Throws when the file holds something else. */
export function openStateFile<T>(file: string, schema: z.ZodType<T>, initial: T): StateFile<T> {
  const value = existsSync(file) ? schema.parse(JSON.parse(readFileSync(file, 'utf8'))) : initial;
  return {
    value,
    save() {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(`${file}.new`, JSON.stringify(value, null, 2));
      renameSync(`${file}.new`, file);
    },
  };
}
