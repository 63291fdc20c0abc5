import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Where each process of tests writes what its files took; a run begins with an empty one. */
export const timesFolder = join(import.meta.dirname, '../../node_modules/.cache/times');

/** What one file of tests took. `seconds`: of the processor, those of processes that it started and that have ended too. `process`: all that its process took up to there. */
const fileTime = z.object({
  file: z.string(),
  seconds: z.number(),
  wall: z.number(),
  pid: z.number(),
  process: z.number(),
});
export type FileTime = Readonly<z.infer<typeof fileTime>>;

/** Keeps what a file took. */
export function keepTime(time: FileTime): void {
  mkdirSync(timesFolder, { recursive: true });
  appendFileSync(join(timesFolder, `${time.pid}.jsonl`), `${JSON.stringify(time)}\n`);
}

/** What all files of the run took so far. */
export function keptTimes(): readonly FileTime[] {
  if (!existsSync(timesFolder)) return [];
  return readdirSync(timesFolder).flatMap((name) =>
    readFileSync(join(timesFolder, name), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => fileTime.parse(JSON.parse(line))),
  );
}
