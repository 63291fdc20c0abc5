import { currentDefinition } from '../../domain/definition/current-definition.ts';
import type { Hold } from '../../domain/operation/hold.ts';
import { hasEntry, holdOfPerson } from '../../domain/people/suspension.ts';
import type { Project } from '../../domain/project/project.ts';
import type { Ports } from '../../ports/ports.ts';
import type { BrokenProject, StoredProject } from '../../ports/records.ts';
import { endLift, intendLift, type Lift, recordSet, storeHold } from '../operation/store-hold.ts';

type PutPorts = Pick<Ports, 'projects' | 'holds' | 'audit' | 'clock'>;

/** Who puts a definition and why, and who asked for it before where two had to. */
interface PutBy {
  readonly by: string;
  readonly reason: string;
  readonly asked?: string;
}

/** Puts a definition in the place of what stands. A suspension that it ends has its lines, and one that it brings along stands by itself. */
export async function putDefinition(
  ports: PutPorts,
  standing: StoredProject | BrokenProject | undefined,
  project: Project,
  { by, reason, asked }: PutBy,
): Promise<StoredProject> {
  const before = currentDefinition(standing)?.suspended ?? [];
  const line: Lift = { actor: by, data: { reason, ...(asked === undefined ? {} : { asked }) } };
  const gone = before.map((entry) => holdOfPerson(project.id, entry)).filter((hold) => !hasEntry(project, hold));
  const ended = gone.length === 0 ? [] : await standingAmong(ports, gone);
  for (const hold of ended) await intendLift(ports, hold, line);
  const stored = await ports.projects.put(project, standing?.etag ?? null);
  for (const hold of ended) await endLift(ports, hold, line);
  const here = { suspended: before };
  for (const hold of project.suspended.map((entry) => holdOfPerson(project.id, entry)))
    if (!hasEntry(here, hold)) await standAlone(ports, hold);
  return stored;
}

/** Those that stand by a row too; an earlier version wrote none. */
async function standingAmong({ holds }: PutPorts, gone: readonly Hold[]): Promise<readonly Hold[]> {
  const [first] = gone;
  const rows = first === undefined ? [] : await holds.at(first.project);
  return rows.map(({ value }) => value).filter(({ id }) => gone.some((hold) => hold.id === id));
}

async function standAlone(ports: PutPorts, wanted: Hold): Promise<void> {
  await storeHold(ports, wanted, {
    isSame: ({ id }) => id === wanted.id,
    act: async () => undefined,
    tell: (hold) => recordSet(ports, hold),
  });
}
