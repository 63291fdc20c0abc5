import { onConflictAgain, requireProject } from '../../activities/operation/operations.ts';
import { NotFound } from '../../domain/base/errors.ts';
import { definitionHash } from '../../domain/definition/pending-change.ts';
import type { Project } from '../../domain/project/project.ts';
import type { Ports } from '../../ports/ports.ts';
import type { StoredProject } from '../../ports/records.ts';
import type { Identity } from '../../ports/sign-in.ts';
import { type Changed, type ChangePorts, changeDefinition } from '../project/change-definition.ts';
import { recordDefinition } from '../project/definition-audit.ts';

/** Who is to count nowhere in a project, or to count again. */
export interface SuspensionAct {
  readonly project: string;
  readonly oid: string;
  readonly caller: Identity;
  readonly reason: string;
}

/**
 * Lets a person count nowhere in the project from now on. Open to every operator, also to one who takes part; a second time changes
 * nothing. Throws NotFound for whoever does not stand in the project.
 */
export async function suspendPerson(
  ports: Pick<Ports, 'projects' | 'audit' | 'clock' | 'random'>,
  act: SuspensionAct,
): Promise<StoredProject> {
  return await onConflictAgain(async () => {
    const stored = await requireProject(ports.projects, act.project);
    const { value: project, etag, hash: against } = stored;
    if (project.suspended.some(({ oid }) => oid === act.oid)) return stored;
    const { email } = requirePerson(project, act.oid);
    const { oid, caller, reason } = act;
    const entry = { oid, email, since: ports.clock.now().toISOString(), by: caller.oid, reason };
    const wanted = { ...project, suspended: [...project.suspended, entry] };
    const data = { person: oid, definition: definitionHash(wanted), against, reason };
    const event = { id: ports.random.uuid(), actor: caller.oid, data };
    await recordDefinition(ports, project.id, { ...event, what: 'change-intended' });
    const written = await ports.projects.put(wanted, etag);
    await recordDefinition(ports, project.id, { ...event, what: 'suspended' });
    return written;
  });
}

/** Lets a suspended person count again: a weaker definition, which waits for a second operator. Throws NotFound for whoever is not suspended. */
export async function liftSuspension(ports: ChangePorts, act: SuspensionAct): Promise<Changed> {
  const { oid, caller, reason } = act;
  const { value, etag } = await requireProject(ports.projects, act.project);
  const suspended = value.suspended.filter((entry) => entry.oid !== oid);
  if (suspended.length === value.suspended.length) throw new NotFound(`${oid} is not suspended in ${value.id}`);
  const project = { ...value, suspended };
  return await changeDefinition(ports, { project, etag, caller, reason, seen: 'by-the-act' });
}

function requirePerson({ id, people }: Project, oid: string): { readonly email: string } {
  const person = Object.values(people)
    .flat()
    .find((one) => one.oid === oid);
  if (person === undefined) throw new NotFound(`${oid} is nobody of the project ${id}`);
  return person;
}
