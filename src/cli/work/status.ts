import { type Door, doors } from '../../domain/base/door.ts';
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
};

export async function showStatus(tools: Tools, typed: TypedStatus): Promise<ExitCode> {
  const { project: only, state, kind } = typed;
  const asked = { ...typed, kind: kind ?? (state === undefined ? 'open' : undefined), limit: 200 } as const;
  const { api } = tools;
  const [holds, projects, ...found] = await Promise.all([
    api.ask('listHolds', {}),
    api.ask('listProjects', { state: 'broken', limit: 200 }),
    ...doorsWith(state).map((door) => api.all(door === 'ingress' ? 'listDatasets' : 'listExports', asked)),
  ]);
  const status = {
    operations: found
      .flat()
      .flatMap(({ items }) => items)
      .toSorted((one, other) => (one.since < other.since ? -1 : 1)),
    holds: holds.body.items.filter(({ project }) => only === undefined || [only, everyProject].includes(project)),
    broken: projects.body.broken.filter(({ id }) => only === undefined || id === only),
  };
  return tools.show(status, () => statusLines(status, tools));
}

/** The doors at which something can be in that state. Throws Complaint for a state that none has. */
function doorsWith(state: string | undefined): readonly Door[] {
  const fitting = doors.filter((door) => state === undefined || statesAt(door).includes(state));
  if (fitting.length > 0) return fitting;
  const known = [...new Set(doors.flatMap(statesAt))].sort();
  throw new Complaint(exitCodes.wrongUse, `Nothing is ever '${state}'. The states are ${known.join(', ')}.`);
}
