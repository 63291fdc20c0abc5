import { jsonOf } from '../../domain/base/reading/json-of.ts';
import { closedIn, whyNotReopened } from '../../domain/definition/closing.ts';
import { holdsOn } from '../../domain/operation/hold.ts';
import { type Project, projectSchema } from '../../domain/project/project.ts';
import { asStored } from '../../domain/project/stored-definition.ts';
import type { AuditLog } from '../../ports/audit.ts';
import type { Ports } from '../../ports/ports.ts';
import type { BrokenProject } from '../../ports/records.ts';
import { namedHold, type PersonNamePorts } from '../../use-cases/people/person-name.ts';
import { currentChange } from '../../use-cases/project/pending.ts';
import type { EarlierDefinition, ProjectStatus } from './domain/project-status.ts';

export type StatusPorts = PersonNamePorts &
  Pick<Ports, 'projects' | 'changes' | 'holds' | 'clock'> & {
    readonly audit: Pick<AuditLog, 'holds'>;
    readonly secondOperator: boolean;
  };

/** How the definition of a project stands; undefined for a project that nobody ever defined. */
export async function readStatus(ports: StatusPorts, id: string): Promise<ProjectStatus | undefined> {
  const [found, { holds }] = await Promise.all([ports.projects.find(id), ports.holds.of(id)]);
  const on = holdsOn(holds, id, ports.clock.now());
  const pending = await currentChange(ports, id, found?.hash ?? null);
  if (found === undefined && pending === undefined) return undefined;
  const more = {
    ...(pending === undefined ? {} : { pending }),
    holds: await Promise.all(on.map((hold) => namedHold(ports, hold))),
    secondOperator: ports.secondOperator,
  };
  if (found === undefined) return { id, ...more };
  if ('value' in found) return { id, inForce: found.value, since: found.since, ...more };
  const earlier = await newestUsable(ports, found);
  const { problems, raw } = found;
  return { id, broken: { problems, raw }, ...(earlier === undefined ? {} : { earlier }), ...more };
}

/** No more versions than anybody goes back through. */
const mostVersions = 50;

/** The newest accepted definition that the rules of today accept and that may follow the one that they refuse. */
async function newestUsable(
  { projects }: Pick<Ports, 'projects'>,
  { id, hash, raw }: BrokenProject,
): Promise<EarlierDefinition | undefined> {
  const closed = closedIn(raw);
  for (const version of (await projects.versions(id)).slice(0, mostVersions)) {
    if (version.hash === hash) continue;
    const project = usable(await projects.version(id, version.hash));
    if (project?.id === id && whyNotReopened(closed, project.closed) === undefined) return { ...version, project };
  }
  return undefined;
}

function usable(text: string | undefined): Project | undefined {
  return text === undefined ? undefined : projectSchema.safeParse(asStored(jsonOf(text))).data;
}
