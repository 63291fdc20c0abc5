import { orphanOutside, projectDisagrees, type ReleasedPorts } from '../../activities/transfer/compare-released.ts';
import { type TimeSlice, within } from '../../domain/base/time-slice.ts';
import type { Ports } from '../../ports/ports.ts';
import type { BrokenRow, Register } from '../../ports/records.ts';
import type { Failures } from '../base/failures.ts';
import { goOn } from '../base/go-on.ts';

type OutsidePorts = ReleasedPorts &
  Pick<Ports, 'sweepPlaces' | 'clock'> & {
    readonly register: Pick<Register, 'projects'>;
    readonly overview: Pick<Ports['overview'], 'seen'>;
  };

const mostShown = 100;
/** Where the sweep keeps up to which project it came, and on which day it came to the end. */
const [place, dayKept] = ['released', 'released-day'];
/** What is of no project is looked at when a day's look begins. */
const ofNone = '';

/**
 * Holds what lies outside against the register, once a day project after project while the time slice lasts; where something was found each sweep
 * looks again, so that it is shown no longer than it is so. Gives all that is known to be wrong.
 */
export async function lookOutside(
  ports: OutsidePorts,
  { failures, share }: { readonly failures: Failures; readonly share: TimeSlice },
): Promise<readonly BrokenRow[]> {
  const { sweepPlaces, overview, clock } = ports;
  const before = (await overview.seen())?.outside ?? [];
  const looked = new Map<string, readonly BrokenRow[]>();
  const known = await Array.fromAsync(within(share, ports.register.projects()));
  const look = async (project: string) => {
    await failures.keep(`what lies outside of ${project === ofNone ? 'no project' : project}`, async () => {
      const found =
        project === ofNone
          ? await orphanOutside(ports, (id) => known.includes(id), share.isOver)
          : await projectDisagrees(ports, project, share.isOver);
      if (!share.isOver()) looked.set(project, found);
    });
  };
  const keyOf = ({ project }: BrokenRow) => (known.includes(project) ? project : ofNone);
  for (const project of new Set(before.map(keyOf))) if (!share.isOver()) await look(project);
  const day = clock.now().toISOString().slice(0, 10);
  if ((await sweepPlaces.read()).get(dayKept) !== day && !share.isOver()) {
    const rest = [ofNone, ...known].filter((project) => !looked.has(project));
    await goOn(ports, { part: place, share }, rest, look);
    if (!share.isOver() && (await sweepPlaces.read()).get(place) === undefined) await sweepPlaces.keep(dayKept, day);
  }
  const still = before.filter((row) => !looked.has(keyOf(row)));
  return [...still, ...[...looked.values()].flat()].slice(0, mostShown);
}
