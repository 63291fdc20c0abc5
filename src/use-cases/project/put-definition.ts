import { currentDefinition } from '../../domain/definition/current-definition.ts';
import { type Hold, peopleOf } from '../../domain/operation/hold.ts';
import { hasEntry, holdOfPerson } from '../../domain/people/suspension.ts';
import type { Project } from '../../domain/project/project.ts';
import type { Ports } from '../../ports/ports.ts';
import type { BrokenProject, StoredProject } from '../../ports/records.ts';
import { endLift, intendLift, type Lift, recordSet, storeHold } from '../operation/store-hold.ts';
import { tellSuspensions } from '../people/keep-suspensions.ts';

type PutPorts = Pick<Ports, 'projects' | 'holds' | 'audit' | 'clock' | 'random'>;

/** Who puts a definition and why, who asked for it before where two had to, and how the audit tells that it is about to be put. */
interface PutBy {
  readonly by: string;
  readonly reason: string;
  readonly asked?: string;
  readonly intend: () => Promise<void>;
}

/** Puts a definition in the place of what stands. A suspension that it ends has its lines, and one that it brings along stands by itself. */
export async function putDefinition(
  ports: PutPorts,
  standing: StoredProject | BrokenProject | undefined,
  project: Project,
  { by, reason, asked, intend }: PutBy,
): Promise<StoredProject> {
  const before = currentDefinition(standing)?.suspended ?? [];
  const line: Lift = { actor: by, data: { reason, ...(asked === undefined ? {} : { asked }) } };
  const gone = before.map((entry) => holdOfPerson(project.id, entry)).filter((hold) => !hasEntry(project, hold));
  const rows = gone.length === 0 ? [] : await rowsOf(ports, project.id);
  await tellSuspensions(ports, standing, rows);
  const ended = rows.filter(({ id }) => gone.some((hold) => hold.id === id));
  await intend();
  for (const hold of ended) await intendLift(ports, hold, line);
  const stored = await ports.projects.put(project, standing?.etag ?? null);
  for (const hold of ended) await endLift(ports, hold, line);
  const here = { suspended: before };
  for (const hold of project.suspended.map((entry) => holdOfPerson(project.id, entry)))
    if (!hasEntry(here, hold)) await standAlone(ports, hold);
  return stored;
}

/** The suspensions that stand by a row too; an earlier version wrote none. */
async function rowsOf({ holds }: PutPorts, project: string): Promise<readonly Hold[]> {
  return (await holds.at(peopleOf(project))).map(({ value }) => value);
}

async function standAlone(ports: PutPorts, wanted: Hold): Promise<void> {
  await storeHold(ports, wanted, {
    isSame: ({ id }) => id === wanted.id,
    act: async () => undefined,
    tell: (hold) => recordSet(ports, hold),
  });
}
