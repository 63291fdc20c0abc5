import { readFileSync } from 'node:fs';

/**
 * Processor seconds that this process and all of its children that have ended took since it began. Outside Linux those of the process
 * alone.
 */
export function processorSeconds(): number {
  if (process.platform !== 'linux') {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  }
  // What stands behind the name of the program, which may hold spaces: the 12th to the 15th are hundredths of a second.
  const [, after = ''] = /\) (.*)/s.exec(readFileSync('/proc/self/stat', 'utf8')) ?? [];
  return after
    .split(' ')
    .slice(11, 15)
    .reduce((sum, ticks) => sum + Number(ticks) / 100, 0);
}
