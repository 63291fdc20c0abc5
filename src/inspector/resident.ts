import { readFileSync } from 'node:fs';

/** The resident memory of a process in bytes; undefined when it has ended, and on systems that do not tell it in `/proc`. */
export function residentBytesOf(pid: number): number | undefined {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
