import { requireProject } from '../../activities/operation/operations.ts';
import { NotFound, Refused } from '../../domain/base/errors.ts';
import { definitionHash } from '../../domain/definition/pending-change.ts';
import { type Hold, projectOf } from '../../domain/operation/hold.ts';
import { membersOf } from '../../domain/people/people.ts';
import { hasEntry, holdOfPerson, withEntry } from '../../domain/people/suspension.ts';
import type { Project } from '../../domain/project/project.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Ports } from '../../ports/ports.ts';
import type { StoredProject } from '../../ports/records.ts';
import type { Identity } from '../../ports/sign-in.ts';
import { recordSet, storeHold } from '../operation/store-hold.ts';
import { type Changed, type ChangePorts, changeDefinition } from '../project/change-definition.ts';
import { recordDefinition } from '../project/definition-audit.ts';
import { hasLine, tellDefinition } from './keep-suspensions.ts';

export interface SuspensionAct {
  readonly project: string;
  readonly oid: string;
  readonly caller: Identity;
  readonly reason: string;
}

type SuspendPorts = Pick<Ports, 'projects' | 'holds' | 'audit' | 'clock' | 'random'>;

/**
 * Lets a person count nowhere in the project from now on. Open to every operator, also to one who takes part; each has their own, and a
 * second time changes nothing. It is on as soon as its row stands or its line: the sweep writes the other, and the definition where that could
 * not be written. Throws NotFound for whoever does not stand in the project.
 */
export async function suspendPerson(ports: SuspendPorts, act: SuspensionAct): Promise<StoredProject> {
  const { project: id, oid, caller, reason } = act;
  const { value: project } = await requireProject(ports.projects, id);
  const own = project.suspended.find((entry) => entry.oid === oid && entry.by === caller.oid);
  const { email } = own ?? requirePerson(project, oid);
  const since = ports.clock.now().toISOString();
  const wanted = holdOfPerson(id, own ?? { oid, email, since, by: caller.oid, reason });
  const { done } = await storeHold(ports, wanted, {
    isSame: ({ person, by }) => person === oid && by === caller.oid,
    act: (hold, isNewRow) => putSuspended(ports, hold, isNewRow),
    tell: async (hold, { tell }) => {
      await tell();
      await recordSet(ports, hold);
    },
  });
  return done.stored;
}

/** Lets the definition say it. While the chain is away its lines are left out: the sweep makes up for them where the hold has none either. */
async function putSuspended(ports: SuspendPorts, hold: Hold, isNewRow: boolean) {
  const id = projectOf(hold.project);
  return await onConflictAgain(async () => {
    const stored = await requireProject(ports.projects, id);
    const { value: project, etag, hash: against } = stored;
    const wanted = hasEntry(project, hold) ? undefined : withEntry(project, hold);
    if (wanted === undefined) return { stored, tell: () => tellDefinition(ports, stored, [hold]) };
    const data = { person: hold.person ?? '', definition: definitionHash(wanted), against, reason: hold.reason };
    const event = { id: ports.random.uuid(), actor: hold.by, data };
    await recordDefinition(ports, id, { ...event, what: 'change-intended' }).catch(async (error: unknown) => {
      if (await hasLine(ports, hold).catch(() => !isNewRow)) throw error;
    });
    const written = await ports.projects.put(wanted, etag);
    return { stored: written, tell: () => recordDefinition(ports, id, { ...event, what: 'suspended' }) };
  });
}

/** Which suspension is to end: of several of one person the one that this operator set. */
export interface LiftedSuspension extends SuspensionAct {
  readonly suspendedBy?: string;
}

/** A weaker definition, which waits for a second operator. Throws NotFound for whoever is not suspended, Refused where several stand and none is named. */
export async function liftSuspension(ports: ChangePorts, act: LiftedSuspension): Promise<Changed> {
  const { oid, caller, reason, suspendedBy } = act;
  const { value, etag } = await requireProject(ports.projects, act.project);
  const standing = value.suspended.filter((entry) => entry.oid === oid);
  const named = standing.filter(({ by }) => suspendedBy === undefined || by === suspendedBy);
  if (named.length === 0) throw new NotFound(notSuspended(value.id, act));
  const owners = [...new Set(named.map(({ by }) => by))];
  if (owners.length > 1)
    throw new Refused(
      `${oid} is suspended in ${value.id} by several operators, and a lift ends the suspension of one: say whose with suspendedBy (${owners.join(', ')}). Nothing was changed.`,
    );
  const suspended = value.suspended.filter((entry) => !named.includes(entry));
  const project = { ...value, suspended };
  return await changeDefinition(ports, { project, etag, caller, reason, seen: 'by-the-act' });
}

function notSuspended(project: string, { oid, suspendedBy }: LiftedSuspension): string {
  return `${oid} is not suspended in ${project}${suspendedBy === undefined ? '' : ` by ${suspendedBy}`}`;
}

function requirePerson(project: Project, oid: string): { readonly email: string } {
  const person = membersOf(project).find((one) => one.oid === oid);
  if (person === undefined) throw new NotFound(`${oid} is nobody of the project ${project.id}`);
  return person;
}
