import { orchestrationOfClearing } from '../../domain/base/door.ts';
import { daysLater } from '../../domain/base/time.ts';
import { inTurn, type TimeSlice } from '../../domain/base/time-slice.ts';
import {
  dueToClear,
  hasFrozenFiles,
  nextToClear,
  restsFromClearing,
  retentionOf,
} from '../../domain/lifecycle/retention.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { Project } from '../../domain/project/project.ts';
import type { ChainEnd } from '../../ports/audit.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Workflows } from '../../ports/workflows.ts';
import type { Failures } from '../base/failures.ts';
import { goOn } from '../base/go-on.ts';
import { type SeenMemory, SeenProjects } from '../base/seen-projects.ts';

const mostStarts = 20;
/** Should a row have come to the register past the audit, it is seen within so many days. */
const againDays = 1;

const memory: SeenMemory = new WeakMap();

/** What one sweep looks at with what it has started so far. */
interface Clearing {
  readonly ports: Pick<Ports, 'register' | 'projects'>;
  readonly workflows: Workflows;
  readonly failures: Failures;
  readonly share: TimeSlice;
  readonly now: Date;
  started: number;
}

/**
 * Starts to clear what was kept long enough of ended packages: goes through the projects in which something moved or is due while the time slice
 * lasts, and the next sweep goes on behind the last one. Gives how many it started. A project whose definition is refused clears nothing.
 */
export async function startClearing(
  ports: Pick<Ports, 'register' | 'projects' | 'sweepPlaces' | 'clock' | 'audit'>,
  workflows: Workflows,
  { failures, share: whole }: { readonly failures: Failures; readonly share: TimeSlice },
  ends: readonly ChainEnd[],
): Promise<number> {
  const now = ports.clock.now();
  const share = { ...whole, isOver: () => whole.isOver() || clearing.started >= mostStarts };
  const clearing: Clearing = { ports, workflows, failures, share, now, started: 0 };
  const seen = new SeenProjects(memory, ports.audit, ends);
  const projects = await Array.fromAsync(ports.register.projects());
  const due = projects.filter((project) => !seen.isSeen(project, now));
  await goOn(ports, { part: 'keeping', share }, due, (project) =>
    failures.keep(`the clearing of ${project}`, async () => {
      const next = await clearProject(clearing, project);
      if (next > now && !share.isOver()) seen.note(project, next);
    }),
  );
  return clearing.started;
}

/** When something of the project may be due next; now where something was started or failed. */
async function clearProject(clearing: Clearing, id: string): Promise<Date> {
  const { ports, failures, share, now } = clearing;
  const definition = readOnce(ports, id);
  let next = daysLater(now, againDays);
  let page: string | undefined;
  do {
    const { items, continuation } = await ports.register.list('export', id, page);
    for (const operation of inTurn(items, share.turn)) {
      if (share.isOver()) return now;
      let due: Date | undefined = now;
      await failures.keep(`the clearing of ${operation.id}`, async () => {
        due = await clearOne(clearing, operation, definition);
      });
      if (due !== undefined && due < next) next = due;
    }
    page = continuation;
  } while (page !== undefined);
  return next;
}

/** Undefined where nothing of it is due by its row and the definition in force. */
async function clearOne(
  clearing: Clearing,
  operation: Operation,
  definition: () => Promise<Project | undefined>,
): Promise<Date | undefined> {
  const { workflows, now } = clearing;
  // Without a frozen copy nothing was kept, and no definition has to be read.
  if (!hasFrozenFiles(operation)) return undefined;
  if (restsFromClearing(operation, now)) return daysLater(new Date(operation.cleared?.problem?.at ?? now), 1);
  const project = await definition();
  if (project === undefined) return undefined;
  const rules = retentionOf(project, operation);
  if (dueToClear(operation, rules, now).length === 0) return nextToClear(operation, rules, now);
  const { flow, instance } = orchestrationOfClearing(operation);
  await workflows.start(flow, instance, { project: operation.project, id: operation.id });
  clearing.started += 1;
  return now;
}

function readOnce({ projects }: Clearing['ports'], id: string): () => Promise<Project | undefined> {
  let read: Promise<Project | undefined> | undefined;
  return () => {
    read ??= projects.find(id).then((found) => (found && 'value' in found ? found.value : undefined));
    return read;
  };
}
