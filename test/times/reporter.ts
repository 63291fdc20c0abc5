import { rmSync } from 'node:fs';
import type { Reporter } from 'vitest/node';
import { type FileTime, keptTimes, timesFolder } from './kept.ts';
import { processorSeconds } from './processor.ts';

/** Says at the end of a run what it took, and which files took much of it. */
export default class TimesReporter implements Reporter {
  #begun = 0;

  onInit(): void {
    rmSync(timesFolder, { recursive: true, force: true });
    this.#begun = performance.now();
  }

  onTestRunEnd(): void {
    const times = keptTimes();
    const wall = (performance.now() - this.#begun) / 1000;
    console.log(`\n${Math.round(totalOf(times))} processor seconds, ${Math.round(wall)} s by the clock`);
    for (const { file, seconds } of times.filter((time) => time.seconds > mostSeconds).toSorted(bySeconds))
      console.log(`  ${seconds.toFixed(1).padStart(6)} ${file}`);
  }
}

/** A file that takes more is named. */
const mostSeconds = 20;

const bySeconds = (one: FileTime, other: FileTime) => other.seconds - one.seconds;

/** Those of this process and of all that have ended are counted by the system; what others took up to their last file is added. */
function totalOf(times: readonly FileTime[]): number {
  const alive = new Map(times.filter(({ pid }) => isAlive(pid)).map(({ pid, process }) => [pid, process]));
  return [...alive.values()].reduce((sum, seconds) => sum + seconds, processorSeconds());
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
