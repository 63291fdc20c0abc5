import { removeLifted } from '../../activities/transfer/restore-holds.ts';
import { parseChainLine } from '../../domain/audit/chain-line.ts';
import { isLate, type PutLine } from '../../domain/audit/put-line.ts';
import { chainOf, holdLineOf } from '../../domain/audit/recorded-hold.ts';
import { definitionHash } from '../../domain/definition/pending-change.ts';
import { type Hold, projectOf } from '../../domain/operation/hold.ts';
import { hasEntry, withEntry, withoutEntries } from '../../domain/people/suspension.ts';
import type { Project } from '../../domain/project/project.ts';
import { readStored } from '../../domain/project/stored-definition.ts';
import type { Ports } from '../../ports/ports.ts';
import type { BrokenProject, StoredProject } from '../../ports/records.ts';
import type { Failures } from '../base/failures.ts';
import { recordSet } from '../operation/store-hold.ts';
import { recordDefinition } from '../project/definition-audit.ts';

type TellPorts = Pick<Ports, 'projects' | 'audit' | 'clock' | 'random'>;
type KeepPorts = TellPorts & Pick<Ports, 'holds'>;

/**
 * The sweep's part: what suspends somebody has its line, and the definition says so. Where it does not, it was put back to before, or its lift
 * was interrupted. A row that stands after its lift goes.
 */
export async function keepSuspensions(ports: KeepPorts, failures: Failures): Promise<void> {
  const rows = new Map<string, Hold[]>();
  for await (const { value } of ports.holds.list('people'))
    rows.set(value.project, [...(rows.get(value.project) ?? []), value]);
  for (const [held, holds] of rows)
    await failures.keep(`the suspensions of ${projectOf(held)}`, () => keepOf(ports, projectOf(held), holds));
}

async function keepOf(ports: KeepPorts, id: string, rows: readonly Hold[]): Promise<void> {
  const holds: Hold[] = [];
  for (const hold of rows) if (!(await removeLifted(ports, hold))) holds.push(hold);
  const stored = await ports.projects.find(id);
  await tellSuspensions(ports, stored, holds);
  if (stored === undefined || 'problems' in stored) return;
  const lost = holds.filter((hold) => !hasEntry(stored.value, hold));
  for (const hold of lost) if (!(await isBeingLifted(ports, hold))) return await putBack(ports, stored, hold);
}

/**
 * Writes the lines of suspensions, where they are missing. That of the definition comes first: of one that has its line nobody looks whether the
 * definition has.
 */
export async function tellSuspensions(
  ports: TellPorts,
  stored: StoredProject | BrokenProject | undefined,
  holds: readonly Hold[],
): Promise<void> {
  const isNew = (await Promise.all(holds.map((hold) => hasLine(ports, hold)))).includes(false);
  if (isNew && stored !== undefined && !('problems' in stored)) await tellDefinition(ports, stored, holds);
  for (const hold of holds) await recordSet(ports, hold);
}

/** Whether the audit tells that the hold was set. */
export async function hasLine({ audit }: Pick<TellPorts, 'audit'>, hold: Hold): Promise<boolean> {
  return await audit.holds(chainOf(hold.project), holdLineOf(hold, 'set').id);
}

/** So long somebody may be about to lift one: after that its lift was interrupted, and it is still on. */
const liftingFor = 10 * 60_000;

async function isBeingLifted({ audit, clock }: KeepPorts, hold: Hold): Promise<boolean> {
  const oldest = new Date(clock.now().getTime() - liftingFor).toISOString();
  const own = holdLineOf(hold, 'lift-intended').id;
  for await (const line of audit.newest(chainOf(hold.project))) {
    const { id, at } = parseChainLine(line).event;
    if (at < oldest) return false;
    if (id.startsWith(own)) return true;
  }
  return false;
}

/**
 * One at a time: the next sweep brings the next one back. A definition that the audit does not name was written past the app: it gets the entry
 * and no line, which would make it a good one.
 */
async function putBack(ports: KeepPorts, { value, hash, etag }: StoredProject, hold: Hold): Promise<void> {
  const wanted = withEntry(value, hold) ?? withEntry(value, hold, await versionsOf(ports, value.id));
  if (wanted === undefined)
    throw new Error(
      `The suspension ${hold.id} in ${value.id} is lost from the definition, and no version of it names ${hold.person}`,
    );
  const reason = `The suspension by ${hold.by} was lost, and nobody lifted it: ${hold.reason}`;
  const data = { definition: definitionHash(wanted), against: hash, reason, changes: `suspended[${hold.person}]` };
  const event = { id: ports.random.uuid() };
  const told = await toldDefinitions(ports, value.id);
  if (told.length > 0 && !told.includes(hash)) return void (await ports.projects.put(wanted, etag));
  await recordDefinition(ports, value.id, { ...event, what: 'change-intended', data });
  const written = await ports.projects.put(wanted, etag);
  await recordDefinition(ports, value.id, { ...event, what: 'changed', data: { ...data, etag: written.etag } });
}

async function versionsOf({ projects }: KeepPorts, id: string): Promise<readonly Project[]> {
  const found: Project[] = [];
  for (const { hash } of await projects.versions(id)) {
    const text = await projects.versionOnce(id, hash);
    const version = text === undefined ? undefined : readStored(JSON.parse(text));
    if (version !== undefined) found.push(version);
  }
  return found;
}

/**
 * Where somebody was suspended while the chain was away, it names no definition like the one in force: its line is written now, if nothing but
 * what these rows are for makes it another than the one that was named last.
 */
export async function tellDefinition(ports: TellPorts, stored: StoredProject, holds: readonly Hold[]): Promise<void> {
  const { value, hash } = stored;
  const all = await toldDefinitions(ports, value.id);
  const told = all.at(-1);
  if (told === undefined || all.includes(hash)) return;
  const text = await ports.projects.version(value.id, told);
  const before = text === undefined ? undefined : readStored(JSON.parse(text));
  if (before === undefined || bare(before, holds) !== bare(value, holds)) return;
  const data = { definition: hash, against: told, reason: 'People were suspended while the audit was away' };
  await recordDefinition(ports, value.id, { id: ports.random.uuid(), what: 'changed', data });
}

function bare(project: Project, holds: readonly Hold[]): string {
  return definitionHash(withoutEntries(project, holds));
}

/** The definition that was put in force last, by its line, behind those that were about to be since. */
async function toldDefinitions({ audit }: Pick<TellPorts, 'audit'>, id: string): Promise<readonly string[]> {
  const told: string[] = [];
  let newest: PutLine | undefined;
  for await (const line of audit.newest(id)) {
    const { kind, data } = parseChainLine(line).event;
    const put = { definition: String(data['definition']), against: data['against'] };
    const isPut = kind === 'project.changed' || kind === 'project.suspended';
    if (isPut && newest !== undefined) return isLate(newest, put) ? [...told, put.definition] : told;
    if (isPut) newest = put;
    if (newest === undefined ? kind === 'project.change-intended' : isPut) told.push(put.definition);
  }
  return told;
}
