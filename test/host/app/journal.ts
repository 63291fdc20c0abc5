import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** Notes what a function did, in the file of the setting JOURNAL, so that a test can read it after the process is gone. */
export function note(entry: Record<string, unknown>): void {
  const file = process.env['JOURNAL'];
  if (file) appendFileSync(file, `${JSON.stringify(entry)}\n`);
}

/** Reads back what was noted. A line without its end is still being written by the other process, and is left for the next look. */
export function noted(file: string): Record<string, unknown>[] {
  if (!existsSync(file)) return [];
  const whole = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return whole.map((line) => JSON.parse(line));
}
