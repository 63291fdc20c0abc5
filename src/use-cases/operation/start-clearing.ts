import { orchestrationOfClearing } from '../../domain/base/door.ts';
import { inTurn, type TimeSlice } from '../../domain/base/time-slice.ts';
import { dueToClear, hasFrozenFiles, restsFromClearing, retentionOf } from '../../domain/lifecycle/retention.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { Project } from '../../domain/project/project.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Workflows } from '../../ports/workflows.ts';
import type { Failures } from '../base/failures.ts';

const mostStarts = 20;

/**
 * Starts to clear what was kept long enough of ended packages: goes through the register page by page while the time slice lasts, and the next
 * sweep goes on behind the last page that it came through. Gives how many it started. A project whose definition is refused clears nothing.
 */
export async function startClearing(
  ports: Pick<Ports, 'register' | 'projects' | 'sweepPlaces' | 'clock'>,
  workflows: Workflows,
  { failures, share }: { readonly failures: Failures; readonly share: TimeSlice },
): Promise<number> {
  const now = ports.clock.now();
  const definitions = definitionsById(ports);
  let started = 0;
  let place = (await ports.sweepPlaces.read()).get('keeping');
  do {
    const page = await ports.register.list('export', undefined, place).catch(async (error: unknown) => {
      await ports.sweepPlaces.keep('keeping', undefined);
      throw error;
    });
    for (const operation of inTurn(page.items, share.turn)) {
      if (share.isOver()) return started;
      await failures.keep(`the clearing of ${operation.id}`, async () => {
        if (!(await isDue(operation, definitions, now))) return;
        const { flow, instance } = orchestrationOfClearing(operation);
        await workflows.start(flow, instance, { project: operation.project, id: operation.id });
        started += 1;
      });
    }
    place = page.continuation;
    await ports.sweepPlaces.keep('keeping', place);
  } while (place !== undefined && started < mostStarts && !share.isOver());
  return started;
}

async function isDue(
  operation: Operation,
  definitions: (project: string) => Promise<Project | undefined>,
  now: Date,
): Promise<boolean> {
  // Without a frozen copy nothing was kept, and no definition has to be read.
  if (!hasFrozenFiles(operation) || restsFromClearing(operation, now)) return false;
  const project = await definitions(operation.project);
  return project !== undefined && dueToClear(operation, retentionOf(project, operation), now).length > 0;
}

/** Reads each definition once. */
function definitionsById({ projects }: Pick<Ports, 'projects'>): (project: string) => Promise<Project | undefined> {
  const read = new Map<string, Promise<Project | undefined>>();
  return (project) => {
    const known = read.get(project) ?? readable(projects, project);
    read.set(project, known);
    return known;
  };
}

async function readable(projects: Pick<Ports['projects'], 'find'>, project: string): Promise<Project | undefined> {
  const found = await projects.find(project);
  return found === undefined || 'problems' in found ? undefined : found.value;
}
