import { requireProject } from '../../activities/operation/operations.ts';
import { parseChainLine } from '../../domain/audit/chain-line.ts';
import { Forbidden, IllegalMove } from '../../domain/base/errors.ts';
import { DAY } from '../../domain/base/time.ts';
import { closedEventId, closureName } from '../../domain/definition/closure.ts';
import { compareDefinitions, type FieldChange } from '../../domain/definition/definition-change.ts';
import { revertedChange } from '../../domain/definition/going-back.ts';
import { definitionHash } from '../../domain/definition/pending-change.ts';
import type { Project } from '../../domain/project/project.ts';
import { readStored } from '../../domain/project/stored-definition.ts';
import type { AuditLog } from '../../ports/audit.ts';
import type { Clock, Ports } from '../../ports/ports.ts';
import type { BrokenProject, ProjectStore, StoredProject } from '../../ports/records.ts';
import type { Identity } from '../../ports/sign-in.ts';
import { requireCurrent, requireNonMember } from './change-definition.ts';
import { recordDefinition, wordsOf } from './definition-audit.ts';

export interface GoingBackPorts {
  readonly projects: Pick<ProjectStore, 'version'>;
  readonly audit: Pick<AuditLog, 'newest' | 'holds'>;
  readonly clock: Clock;
}

/** What whoever put the definition in force may undo alone, and until when. */
export interface GoingBack {
  /** Object id of whoever asked for the change. */
  readonly by: string;
  readonly until: string;
  readonly project: Project;
  readonly changes: readonly FieldChange[];
}

/** What may be undone of the change in force; null where nothing may be. */
export async function readGoingBack(
  ports: GoingBackPorts,
  found: StoredProject | BrokenProject | undefined,
): Promise<GoingBack | null> {
  if (found === undefined || 'problems' in found) return null;
  const look = await lookBack(ports, found);
  return 'why' in look ? null : look;
}

export interface AskedGoingBack {
  readonly project: string;
  readonly etag: string;
  readonly caller: Identity;
  readonly reason: string;
}

/**
 * Puts back what the change in force stopped or ended, without a second operator: once, within a day, and only for whoever put it. Throws
 * IllegalMove where nothing can be gone back on, and Forbidden for anybody else.
 */
export async function goBack(
  ports: Pick<Ports, 'projects' | 'audit' | 'clock' | 'random'>,
  { project: id, etag, caller, reason }: AskedGoingBack,
): Promise<StoredProject> {
  const stored = await requireProject(ports.projects, id);
  requireCurrent(stored, id, etag);
  await requireNonMember(ports, stored, stored.value, caller);
  const look = await lookBack(ports, stored);
  if ('why' in look) throw new IllegalMove(`Nobody goes back on the change of ${id} alone: ${look.why}`);
  const { project, changes } = look;
  const what = { definition: definitionHash(project), against: stored.hash };
  const event = { id: ports.random.uuid(), actor: caller.oid };
  if (look.by !== caller.oid) {
    const why = 'Only whoever put the change goes back on it. Change the definition with a second operator';
    await recordDefinition(ports, id, { ...event, what: 'change-refused', data: { ...what, why } });
    throw new Forbidden(why);
  }
  const data = { ...what, wentBack: stored.hash, reason, changes: wordsOf(changes) };
  await recordDefinition(ports, id, { ...event, what: 'change-intended', data });
  const written = await ports.projects.put(project, stored.etag);
  await recordDefinition(ports, id, { ...event, what: 'changed', data: { ...data, etag: written.etag } });
  return written;
}

async function lookBack(ports: GoingBackPorts, stored: StoredProject): Promise<GoingBack | { readonly why: string }> {
  const until = new Date(Date.parse(stored.since) + DAY);
  if (ports.clock.now() >= until) return { why: 'it is in force for more than a day' };
  const project = await definitionBack(ports, stored);
  if (project === undefined)
    return { why: 'it stopped and ended nothing, or what was before it does not fit any more' };
  const by = await whoPut(ports, stored);
  if (by === undefined) return { why: 'it was itself a going back, or the audit does not tell who put it' };
  if (await isClosedForGood(ports, stored)) return { why: 'its closing has come to its end' };
  const { changes } = compareDefinitions(stored.value, project);
  return { by, until: until.toISOString(), project, changes };
}

async function definitionBack(ports: GoingBackPorts, { value, before }: StoredProject): Promise<Project | undefined> {
  const hash = before.at(-1)?.hash;
  const text = hash === undefined ? undefined : await ports.projects.version(value.id, hash);
  const last = text === undefined ? undefined : readStored(JSON.parse(text));
  return last === undefined ? undefined : revertedChange(last, value);
}

/** `since` is by the clock of the storage, the lines are by ours. */
const clockSkew = 15 * 60 * 1000;

/** Who asked for the change that is in force, by the line of exactly that write. */
async function whoPut({ audit }: GoingBackPorts, { value, hash, etag, since }: StoredProject) {
  const oldest = new Date(Date.parse(since) - clockSkew).toISOString();
  for await (const line of audit.newest(value.id)) {
    const { kind, at, actor, data } = parseChainLine(line).event;
    if (at < oldest) return undefined;
    if (kind !== 'project.changed' || data['definition'] !== hash) continue;
    if (bare(String(data['etag'])) !== bare(etag) || data['wentBack'] !== undefined) return undefined;
    return typeof data['asked'] === 'string' ? data['asked'] : actor;
  }
  return undefined;
}

/** A store gives an ETag with or without its quotes. */
function bare(etag: string): string {
  return etag.replaceAll('"', '');
}

async function isClosedForGood({ audit }: GoingBackPorts, { value: { id, closed } }: StoredProject): Promise<boolean> {
  return closed !== undefined && (await audit.holds(id, closedEventId(closureName(id, closed.releases))));
}
