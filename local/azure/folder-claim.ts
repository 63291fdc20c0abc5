import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Claims a state folder for this process, so that two stacks never write the same files; returns what gives it back. A claim left by a process
 * that was killed is taken over. Throws with the other process's id while that one lives.
 */
export function claimFolder(folder: string): () => void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = claimIn(folder);
  const holder = holderOf(folder);
  if (holder !== undefined) {
    throw new Error(
      `Process ${holder} already uses the state in ${folder}. Stop it first; if it is no stand-in of yours, delete ${file}.`,
    );
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}

/** The other process that has claimed the folder and still lives. */
export function holderOf(folder: string): number | undefined {
  const file = claimIn(folder);
  const holder = existsSync(file) ? Number(readFileSync(file, 'utf8')) : Number.NaN;
  return Number.isInteger(holder) && holder !== process.pid && lives(holder) ? holder : undefined;
}

function claimIn(folder: string): string {
  return join(folder, 'azure.pid');
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
