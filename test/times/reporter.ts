import { rmSync } from 'node:fs';
import type { Reporter } from 'vitest/node';
import goals from './goals.json' with { type: 'json' };
import { heavyIn } from './heavy.ts';
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
    const isWhole = process.env['TEST_RUN'] === 'whole';
    const beside = isWhole ? ` (goals: ${goals['processor seconds']} and ${goals.seconds})` : '';
    console.log(`\n${Math.round(totalOf(times))} processor seconds, ${Math.round(wall)} s by the clock${beside}`);
    for (const line of heavyIn(times, goals, isWhole)) console.log(line);
    console.log(
      `Drawn by the seed ${process.env['TEST_SEED']}: TEST_SEED=${process.env['TEST_SEED']} npm test -- --all draws the same`,
    );
  }
}

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
