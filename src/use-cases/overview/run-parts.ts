import { startTimeSlice, turnAt } from '../../domain/base/time-slice.ts';
import { askTogether, type Sweeping, type SweepPart, sweepSeconds } from './sweep-parts.ts';

/**
 * Runs the parts, stage by stage, each in its time slice: what a part does not need is left to those behind. In the stages after the first
 * what was not begun last time comes first, then what was cut. Gives both for this time; what fails in one part keeps no other waiting.
 */
export async function runParts(
  [always, ...later]: readonly (readonly SweepPart[])[],
  sweeping: Sweeping,
): Promise<readonly string[]> {
  const { clock, sweepPlaces } = sweeping.ports;
  const { failures } = sweeping;
  const begun = clock.now();
  askTogether(sweeping);
  let before: readonly string[] = [];
  await failures.keep('where the sweep was cut', async () => {
    before = (await sweepPlaces.read()).get('cut')?.split(', ') ?? [];
  });
  const placeOf = (what: string) => (before.includes(what) ? before.indexOf(what) : before.length);
  const cutFirst = (parts: readonly SweepPart[]) => parts.toSorted(([one], [other]) => placeOf(one) - placeOf(other));
  const [unbegun, cut]: [string[], string[]] = [[], []];
  let until = 0;
  for (const [what, seconds, run] of [...(always ?? []), ...later.flatMap(cutFirst)]) {
    until += seconds;
    const spent = (clock.now().getTime() - begun.getTime()) / 1000;
    const left = Math.min(Math.max(spent + seconds, until), sweepSeconds) - spent;
    const slice = startTimeSlice(clock, left, before.includes(what) ? turnAt(begun) : 0);
    sweeping.share = slice;
    if (slice.isOver()) unbegun.push(what);
    else {
      await failures.keep(what, async () => void (await run(sweeping)));
      if (slice.isOver()) cut.push(what);
    }
  }
  const all = [...unbegun, ...cut];
  await failures.keep('where the sweep was cut', () => sweepPlaces.keep('cut', all.join(', ') || undefined));
  const { silence } = sweeping;
  await failures.keep('whom it waited for', async () => sweepPlaces.keep('silent', await silence.after()));
  return all;
}
