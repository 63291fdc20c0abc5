import { Forbidden, Refused } from '../../domain/base/errors.ts';
import { waitsForTwo } from '../../domain/definition/acts-of-two.ts';
import {
  type CurrentDefinition,
  currentDefinition,
  differencesFrom,
  forbiddenIn,
  whyTakesPart,
} from '../../domain/definition/current-definition.ts';
import { asChange, type DefinitionChange } from '../../domain/definition/definition-change.ts';
import {
  definitionHash,
  namedByDigest,
  newPendingChange,
  type PendingChange,
} from '../../domain/definition/pending-change.ts';
import type { Project } from '../../domain/project/project.ts';
import type { Ports } from '../../ports/ports.ts';
import { type BrokenProject, ConflictError, type StoredProject } from '../../ports/records.ts';
import type { Identity } from '../../ports/sign-in.ts';
import { changeData, recordDefinition, wordsOf } from './definition-audit.ts';
import { notifyOperators } from './notify-operators.ts';
import { openChange } from './pending.ts';
import { putDefinition } from './put-definition.ts';

/** With `secondOperator` false nothing waits, and the audit says so. */
export type ChangePorts = Pick<
  Ports,
  'projects' | 'changes' | 'holds' | 'audit' | 'mailer' | 'keptMails' | 'clock' | 'random'
> & {
  readonly secondOperator: boolean;
  readonly publicBaseUrl: string;
};

/** A definition that an operator wants in force in place of the one with that ETag; null: there is none yet. */
export interface NewDefinition {
  readonly project: Project;
  readonly etag: string | null;
  readonly caller: Identity;
  /** Empty when none was given. */
  readonly reason: string;
  /** Throws where whoever asks was not shown what it stops or ends; 'by-the-act': the act itself says so, as a closing does. */
  readonly seen: ((standing: CurrentProject) => Promise<void>) | 'by-the-act';
}

export type CurrentProject = StoredProject | BrokenProject | undefined;

/** `blocked`: another one waits already, and a project has one at a time. */
export type Changed =
  | { readonly kind: 'changed'; readonly stored: StoredProject }
  | { readonly kind: 'waits' | 'blocked'; readonly change: PendingChange };

/** Puts a definition in force, or lets it wait for a second operator where the table of rules asks for one. */
export async function changeDefinition(ports: ChangePorts, wanted: NewDefinition): Promise<Changed> {
  const { project, caller, etag, reason, seen } = wanted;
  const standing = await ports.projects.find(project.id);
  requireCurrent(standing, project.id, etag);
  await requireNonMember(ports, standing, project, caller);
  const [forbidden] = forbiddenIn(standing, project, caller);
  if (forbidden !== undefined) throw new Refused(forbidden.sentence, [forbidden.problem]);
  if (seen !== 'by-the-act') await seen(standing);
  const change = asChange(differencesFrom(standing, project));
  const waits = !change.free;
  if (waits && waitsForTwo('definition-change', ports.secondOperator))
    return await ask(ports, wanted, standing, change);
  const id = ports.random.uuid();
  const definition = definitionHash(project);
  const data = { definition, against: standing?.hash ?? null, reason, changes: wordsOf(change.changes) };
  const intend = () => recordDefinition(ports, project.id, { id, what: 'change-intended', actor: caller.oid, data });
  const stored = await putDefinition(ports, standing, project, { by: caller.oid, reason, intend });
  const alone: Readonly<Record<string, string>> = waits ? { secondOperator: 'off' } : {};
  const done = { ...data, etag: stored.etag, created: etag === null, ...alone };
  await recordDefinition(ports, project.id, { id, what: 'changed', actor: caller.oid, data: done });
  return { kind: 'changed', stored };
}

/** Throws ConflictError where another definition stands than the one with that ETag; null: none may stand yet. */
export function requireCurrent(standing: CurrentProject, id: string, etag: string | null): void {
  const bare = (text: string | undefined) => text?.replaceAll('"', '');
  if (bare(standing?.etag) === bare(etag ?? undefined)) return;
  const found = etag === null ? 'it exists already' : `it no longer has the ETag ${etag}`;
  throw new ConflictError(`The project ${id} was not written: ${found}`);
}

/** Refuses whoever takes part in the project, before or after the change. Throws Forbidden, and the audit tells of the attempt. */
export async function requireNonMember(
  ports: Pick<Ports, 'audit' | 'clock' | 'random'>,
  standing: CurrentDefinition | undefined,
  project: Project,
  caller: Identity,
): Promise<void> {
  const why = whyTakesPart({ id: project.id, standing, after: project }, caller);
  if (why === undefined) return;
  const data = { definition: definitionHash(project), why };
  await recordDefinition(ports, project.id, {
    id: ports.random.uuid(),
    what: 'change-refused',
    actor: caller.oid,
    data,
  });
  throw new Forbidden(why);
}

async function ask(
  ports: ChangePorts,
  { project, caller, reason }: NewDefinition,
  standing: CurrentProject,
  { changes }: DefinitionChange,
): Promise<Changed> {
  const { oid, name, emails } = caller;
  const parts = {
    id: `chg_${ports.random.uuid()}`,
    by: { oid, name, emails },
    reason,
    against: standing?.hash ?? null,
  };
  const change = namedByDigest(newPendingChange({ ...parts, definition: project, changes }, ports.clock.now()));
  const waiting = (await openChange(ports, project.id))?.value;
  const again = waiting?.hash === change.hash && waiting.by.oid === oid ? waiting : undefined;
  if (waiting !== undefined && again === undefined) return { kind: 'blocked', change: waiting };
  if (reason === '') throw new Refused(reasonWanted);
  // Its line names it by its hash alone: from there it comes back if its row is lost.
  await ports.projects.propose(project);
  if (again === undefined) await ports.changes.put(change, null);
  await recordAsked(ports, again ?? change);
  if (again === undefined) await notifyOperators(ports, change, [currentDefinition(standing) ?? [], project].flat());
  return { kind: 'waits', change: again ?? change };
}

async function recordAsked(ports: ChangePorts, change: PendingChange): Promise<void> {
  const { id, project, by, reason, askedAt, expiresAt, changes } = change;
  const data = { ...changeData(change), reason, askedAt, expires: expiresAt, changes: wordsOf(changes) };
  await recordDefinition(ports, project, { id, what: 'change-asked', actor: by.oid, data });
}

const reasonWanted =
  'This change waits for a second operator, who wants to know why: send the header x-sallyport-reason. Nothing was changed';
