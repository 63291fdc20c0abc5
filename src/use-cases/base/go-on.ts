import { goOnBehind, type TimeSlice } from '../../domain/base/time-slice.ts';
import type { Ports } from '../../ports/ports.ts';
import { atOnce } from './at-once.ts';

/** Does the step for each name while the time slice lasts, at most so many at a time; the next sweep goes on behind the last name that was begun. */
export async function goOn(
  { sweepPlaces }: Pick<Ports, 'sweepPlaces'>,
  { part, most = 1, share }: { readonly part: string; readonly most?: number; readonly share: TimeSlice },
  names: AsyncIterable<string> | Iterable<string>,
  step: (name: string) => Promise<void>,
): Promise<void> {
  const known = await Array.fromAsync(names);
  const inOrder = (one: string, other: string) => Number(one > other) - Number(one < other);
  const items = goOnBehind(known.sort(inOrder), (await sweepPlaces.read()).get(part), inOrder);
  const last = await atOnce(most, items, step, share.isOver);
  if (last !== undefined) await sweepPlaces.keep(part, last === items.at(-1) ? undefined : last);
}
