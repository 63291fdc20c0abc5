import { type Door, doors } from '../../domain/base/door.ts';
import { daysLater } from '../../domain/base/time.ts';
import { statesAt } from '../../domain/lifecycle/advance.ts';
import { everyProject } from '../../domain/operation/hold.ts';
import { Complaint } from '../complaint.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import type { Asked } from '../routes.ts';
import { statusLines } from '../shown/status.ts';
import type { Tools } from '../tools.ts';

type TypedStatus = Pick<
  Asked<'listDatasets'>,
  'project' | 'text' | 'kind' | 'waitsFor' | 'person' | 'since' | 'until'
> & {
  readonly state?: string | undefined;
  readonly door?: Door | undefined;
  /** For so many days in its state. */
  readonly days?: number | undefined;
};

export async function showStatus(tools: Tools, typed: TypedStatus): Promise<ExitCode> {
  const { door: at, days, ...filters } = typed;
  const { project: only, state, kind } = filters;
  const latest = days === undefined ? undefined : daysLater(tools.now(), -days).toISOString();
  const asked = { ...filters, kind: kind ?? (state === undefined ? 'open' : undefined), limit: 200 } as const;
  const { api } = tools;
  const [holds, projects, ...found] = await Promise.all([
    api.ask('listHolds', {}),
    api.ask('listProjects', { state: 'broken', limit: 200 }),
    ...doorsWith(state, at).map((door) => api.all(door === 'ingress' ? 'listDatasets' : 'listExports', asked)),
  ]);
  const status = {
    operations: found
      .flat()
      .flatMap(({ items }) => items)
      .filter(({ since }) => latest === undefined || since <= latest)
      .toSorted((one, other) => (one.since < other.since ? -1 : 1)),
    holds: holds.body.items.filter(({ project }) => only === undefined || [only, everyProject].includes(project)),
    broken: projects.body.broken.filter(({ id }) => only === undefined || id === only),
  };
  const isFiltered = Object.values(typed).some((one) => one !== undefined);
  return tools.show(status, () => statusLines({ ...status, isFiltered }, tools));
}

/** The doors at which something can be in that state. Throws Complaint for a state that none has. */
export function doorsWith(state: string | undefined, at: Door | undefined): readonly Door[] {
  const fitting = doors.filter((door) => state === undefined || statesAt(door).includes(state));
  if (fitting.length > 0) return fitting.filter((door) => at === undefined || door === at);
  const known = [...new Set(doors.flatMap(statesAt))].sort();
  throw new Complaint(exitCodes.wrongUse, `Nothing is ever '${state}'. The states are ${known.join(', ')}.`);
}
