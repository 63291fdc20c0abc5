import { orphanOutside, projectDisagrees, type ReleasedPorts } from '../../activities/transfer/compare-released.ts';
import { type TimeSlice, within } from '../../domain/base/time-slice.ts';
import type { Ports } from '../../ports/ports.ts';
import type { BrokenRow, Register } from '../../ports/records.ts';
import { atOnce } from '../base/at-once.ts';
import type { Failures } from '../base/failures.ts';

type OutsidePorts = ReleasedPorts &
  Pick<Ports, 'sweepPlaces' | 'clock'> & {
    readonly register: Pick<Register, 'projects'>;
    readonly overview: Pick<Ports['overview'], 'seen'>;
  };

const mostShown = 100;
/** So long a project may take beyond the time slice: the host ends a sweep that takes ten minutes, and the next would begin with it again. */
const beyondMs = 60_000;
/** Where the sweep keeps the day on which its last round began, and while it goes on a `/` and the project it came to. */
const place = 'released';
/** What is of no project is looked at first. */
const ofNone = '';

/**
 * Holds what lies outside against the register, each project once a day, in as many sweeps as that takes; where something was found each sweep
 * looks again, so that it is shown no longer than it is so. A project is looked at whole, also when the time slice ends meanwhile; one that
 * takes too long is told as a failure, and the others go on. Gives all that is known to be wrong.
 */
export async function lookOutside(
  ports: OutsidePorts,
  { failures, share }: { readonly failures: Failures; readonly share: TimeSlice },
): Promise<readonly BrokenRow[]> {
  const before = (await ports.overview.seen())?.outside ?? [];
  const looked = new Map<string, readonly BrokenRow[]>();
  const known = await Array.fromAsync(within(share, ports.register.projects()));
  const look = async (project: string) => {
    await failures.keep(`what lies outside of ${project === ofNone ? 'no project' : project}`, async () => {
      const isProject = (id: string) => known.includes(id);
      const isNone = project === ofNone;
      const isTooLate = () => ports.clock.now().getTime() >= share.end.getTime() + beyondMs;
      looked.set(
        project,
        await (isNone ? orphanOutside(ports, isProject) : projectDisagrees(ports, project, isTooLate)),
      );
    });
  };
  const keyOf = ({ project }: BrokenRow) => (known.includes(project) ? project : ofNone);
  // The round comes first: what was found could take each slice whole.
  if (!share.isOver()) await goRound(ports, [ofNone, ...known.toSorted()], look, share.isOver);
  for (const project of new Set(before.map(keyOf))) if (!share.isOver() && !looked.has(project)) await look(project);
  const still = before.filter((row) => !looked.has(keyOf(row)));
  return [...still, ...[...looked.values()].flat()].slice(0, mostShown);
}

/** Goes on with the round that has begun, or begins that of the day. */
async function goRound(
  { sweepPlaces, clock }: OutsidePorts,
  projects: readonly string[],
  look: (project: string) => Promise<void>,
  isOver: () => boolean,
): Promise<void> {
  const today = clock.now().toISOString().slice(0, 10);
  const kept = (await sweepPlaces.read()).get(place);
  if (kept === today) return;
  const [, day = today, last] = /^([^/]+)\/(.*)$/.exec(kept ?? '') ?? [];
  const rest = last === undefined ? projects : projects.filter((project) => project > last);
  const came = (await atOnce(1, rest, look, isOver)) ?? last;
  if (came === undefined) return;
  const hasEnded = rest.length === 0 || came === rest.at(-1);
  await sweepPlaces.keep(place, hasEnded ? day : `${day}/${came}`);
}
