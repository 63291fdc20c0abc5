import { Forbidden, NotFound, Refused } from '../../domain/base/errors.ts';
import { inOurWords } from '../../domain/base/rule-words.ts';
import { judgeAct } from '../../domain/definition/acts-of-two.ts';
import type { ConcernedProject } from '../../domain/definition/current-definition.ts';
import { changeDigest, digestInId, type PendingChange } from '../../domain/definition/pending-change.ts';
import { describeProblems } from '../../domain/project/definition-problems.ts';
import { type Project, projectSchema } from '../../domain/project/project.ts';
import { asStored } from '../../domain/project/stored-definition.ts';
import { ConflictError, type Stored, type StoredProject } from '../../ports/records.ts';
import type { Identity } from '../../ports/sign-in.ts';
import { asTold } from './asked-change.ts';
import { type ChangePorts, requireNonMember } from './change-definition.ts';
import { changeData, recordDefinition } from './definition-audit.ts';
import { openChange } from './pending.ts';
import { putDefinition } from './put-definition.ts';

export interface ChangeAct {
  readonly project: string;
  readonly id: string;
  readonly caller: Identity;
  /** Empty when none was given. */
  readonly reason: string;
}

type ActPorts = Omit<ChangePorts, 'mailer' | 'keptMails' | 'secondOperator' | 'publicBaseUrl'>;

/** The second operator puts a change in force. Throws Forbidden for whoever asked for it or takes part in the project. */
export async function confirmChange(ports: ActPorts, act: ChangeAct): Promise<StoredProject> {
  const { stored, definition } = await readChange(ports, act);
  const { value: change } = stored;
  const { caller, reason } = act;
  const standing = await ports.projects.find(change.project);
  if ((standing?.hash ?? null) !== change.against) {
    throw new ConflictError(`The definition of ${change.project} is another one since the change was read`);
  }
  await requireSecond(ports, change, caller, { id: change.project, standing, after: definition });
  const record = (what: 'change-intended' | 'changed' | 'change-confirmed', data: Readonly<Record<string, string>>) =>
    recordDefinition(ports, change.project, {
      id: change.id,
      what,
      actor: caller.oid,
      data: { ...changeData(change), asked: change.by.oid, reason, ...data },
    });
  const intend = () => record('change-intended', {});
  const put = { by: caller.oid, reason, asked: change.by.oid, intend };
  const written = await putDefinition(ports, standing, definition, put);
  await record('change-confirmed', {});
  await record('changed', { etag: written.etag });
  await removeConfirmed(ports, stored);
  return written;
}

/** A sweep that finds the definition in force takes the change away too; then nothing is left to do. */
async function removeConfirmed({ changes }: Pick<ActPorts, 'changes'>, stored: Stored<PendingChange>): Promise<void> {
  try {
    await changes.remove(stored);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
}

/** Takes a change back before anybody confirmed it: whoever asked for it, or another operator who takes no part in the project. */
export async function takeBackChange(ports: ActPorts, act: ChangeAct): Promise<void> {
  const stored = await requireChange(ports, act);
  const { value: change } = stored;
  const { caller, reason } = act;
  const standing = await ports.projects.find(change.project);
  if (standing !== undefined && !('problems' in standing)) {
    await requireNonMember(ports, standing, standing.value, caller);
  }
  const told = await asTold(ports.audit, change, ports.clock.now());
  const data = { ...changeData(told), reason };
  await recordDefinition(ports, change.project, { id: told.id, what: 'change-taken-back', actor: caller.oid, data });
  await ports.changes.remove(stored);
}

async function requireChange(ports: ActPorts, { project, id }: ChangeAct): Promise<Stored<PendingChange>> {
  const stored = await openChange(ports, project);
  if (stored?.value.id === id) return stored;
  throw new NotFound(
    `No change ${id} of ${project} waits: it was confirmed or taken back, its seven days are over, or another definition is in force`,
  );
}

async function readChange(
  ports: ActPorts,
  act: ChangeAct,
): Promise<{ readonly stored: Stored<PendingChange>; readonly definition: Project }> {
  const stored = await requireChange(ports, act);
  const parsed = projectSchema.safeParse(asStored(stored.value.definition), inOurWords);
  if (parsed.success) return { stored, definition: parsed.data };
  const problems = describeProblems(parsed.error, stored.value.definition);
  throw new Refused('The rules of today refuse the definition that waits; take the change back', problems);
}

/** The second person names the change by an id that holds its digest, so that they confirm what stands in the row then. */
async function requireSecond(ports: ActPorts, change: PendingChange, caller: Identity, concerned: ConcernedProject) {
  const asked = { by: change.by, askedAt: change.askedAt, digest: digestInId(change) ?? '' };
  const isTold = await ports.audit.holds(change.project, `${change.id}.project.change-asked`);
  const wanted = {
    ...({ act: 'definition-change', concerned: [concerned], somebody: caller, secondOperator: true } as const),
    ...{ first: isTold ? asked : undefined, seen: asked.digest, stands: changeDigest(change) },
  };
  const verdict = judgeAct(wanted, ports.clock.now());
  if (verdict.kind === 'agreed') return;
  if (verdict.kind !== 'refused') throw new Refused(notAsAsked);
  const data = { ...changeData(change), why: verdict.why };
  const event = { id: ports.random.uuid(), what: 'change-refused', actor: caller.oid, data } as const;
  await recordDefinition(ports, change.project, event);
  throw new Forbidden(verdict.why);
}

const notAsAsked =
  'The change is not what the audit says that somebody asked for, or an earlier version wrote it. Take it back and ask for it again. Nothing was changed';
