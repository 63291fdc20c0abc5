import { daysLater } from '../../domain/base/time.ts';
import type { TimeSlice } from '../../domain/base/time-slice.ts';
import type { Volume } from '../../domain/overview/unusual-volume.ts';
import { unusualIn } from '../../domain/overview/unusual-weeks.ts';
import { weekOf } from '../../domain/overview/week.ts';
import type { Seen } from '../../ports/overview.ts';
import type { Ports } from '../../ports/ports.ts';
import { definitionsInTurn } from '../project/definitions-in-turn.ts';

/**
 * What left in the week that ended, of each project that wants it told where that was unusually much. It is judged once in a week, and asks
 * nothing until the next. Undefined while not all could be judged.
 */
export async function findUnusual(
  ports: Pick<Ports, 'projects' | 'weeks' | 'clock'>,
  before: Seen['unusual'],
  share: TimeSlice,
): Promise<Seen['unusual']> {
  const week = weekOf(daysLater(ports.clock.now(), -7).toISOString());
  if (before?.week === week) return before;
  const definitions = await definitionsInTurn(ports, share);
  const watched = definitions.filter(({ value }) => value.egress.unusualTold).map(({ value }) => value.id);
  const ended = watched.length === 0 ? [] : await ports.weeks.ofAll('');
  if (share.isOver()) return undefined;
  const byProject = Map.groupBy(ended, ({ project }) => project);
  const projects: Record<string, Volume> = {};
  for (const project of watched) {
    const own = byProject.get(project)?.map((one) => one.week) ?? [];
    const left = unusualIn(own, week);
    if (left !== undefined) projects[project] = left;
  }
  return { week, projects };
}
