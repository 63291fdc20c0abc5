import { type Door, doors } from '../../domain/base/door.ts';
import { statesAt } from '../../domain/lifecycle/advance.ts';
import { everyProject } from '../../domain/operation/hold.ts';
import type { operationKinds } from '../../domain/operation/operation-kinds.ts';
import type { Actor } from '../../domain/operation/operation-table.ts';
import type { Client } from '../client.ts';
import { Complaint } from '../complaint.ts';
import { type ExitCode, exitCodes } from '../exit-codes.ts';
import { listRoute, type ShownOperation } from '../routes.ts';
import { statusLines } from '../shown/status.ts';
import type { Tools } from '../tools.ts';
import { everyItem } from './every-item.ts';

interface TypedStatus {
  readonly project?: string | undefined;
  readonly state?: string | undefined;
  readonly kind?: (typeof operationKinds)[number] | undefined;
  readonly waitsFor?: Actor | undefined;
  readonly person?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

export async function showStatus(tools: Tools, typed: TypedStatus): Promise<ExitCode> {
  const { project: only, state, kind } = typed;
  const asked = { ...typed, kind: kind ?? (state === undefined ? 'open' : undefined), limit: 200 } as const;
  const client = await tools.client();
  const [holds, projects, ...found] = await Promise.all([
    client.ask('listHolds', {}),
    client.ask('listProjects', { query: { state: 'broken', limit: 200 } }),
    ...doorsWith(state).map((door) => operationsAt(client, door, asked)),
  ]);
  const status = {
    operations: found.flat().toSorted((one, other) => (one.since < other.since ? -1 : 1)),
    holds: holds.body.items.filter(({ project }) => only === undefined || [only, everyProject].includes(project)),
    broken: projects.body.broken.filter(({ id }) => only === undefined || id === only),
  };
  const { width, style } = tools;
  tools.show(status, () => statusLines(status, { now: tools.now(), width, style }));
  return exitCodes.done;
}

/** The doors at which something can be in that state. Throws Complaint for a state that none has. */
function doorsWith(state: string | undefined): readonly Door[] {
  const fitting = doors.filter((door) => state === undefined || statesAt(door).includes(state));
  if (fitting.length > 0) return fitting;
  const known = [...new Set(doors.flatMap(statesAt))].sort();
  throw new Complaint(exitCodes.wrongUse, `Nothing is ever '${state}'. The states are ${known.join(', ')}.`);
}

type AskedOperations = TypedStatus & { readonly limit: number };

async function operationsAt(client: Client, door: Door, query: AskedOperations): Promise<ShownOperation[]> {
  return await everyItem(async (continuation) => {
    return (await client.ask(listRoute[door], { query: { ...query, continuation } })).body;
  });
}
