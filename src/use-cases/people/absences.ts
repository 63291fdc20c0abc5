import { orchestrationOf } from '../../domain/base/door.ts';
import { NotFound, Refused } from '../../domain/base/errors.ts';
import { DAY } from '../../domain/base/time.ts';
import type { TimeSlice } from '../../domain/base/time-slice.ts';
import { unreadableOf } from '../../domain/base/unreadable-row.ts';
import { isSamePerson, type Listed, listed } from '../../domain/people/people.ts';
import { type Absence, isOver } from '../../domain/review/absence.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Workflows } from '../../ports/workflows.ts';
import { endAbsence, entryOf, recordAbsence, removeEnded, withApprovers } from './end-absence.ts';

type AbsencePorts = Pick<Ports, 'absences' | 'unreadable' | 'projects' | 'register' | 'audit' | 'clock' | 'random'>;

/** `by` is the object id of the person themselves or of an operator. */
export interface AbsenceAct {
  readonly person: Listed;
  readonly by: string;
  readonly reason: string;
}

/** Nobody is away for longer than this at once; whoever leaves is taken out of the definition. */
const mostDays = 366;

/** So many of one person stand at once: each is told to operators, and looked at by each review. */
const mostStanding = 20;

/**
 * Notes that an approver is away, from one day to another ('YYYY-MM-DD'), both included, in all projects: they are not asked meanwhile, and
 * reserve approvers are. The reviews they are asked in look at once whether enough are left. Throws NotFound for whoever is no approver and
 * Refused for days that make no sense, and where many stand already.
 */
export async function noteAbsence(
  ports: AbsencePorts,
  workflows: Workflows,
  { person, by, reason }: AbsenceAct,
  days: Pick<Absence, 'from' | 'to'>,
): Promise<Absence> {
  refuseDays(days, ports.clock.now());
  const found = await requireApprover(ports, person);
  await refuseMany(ports, person);
  const { name, email, oid } = found.approver;
  const at = ports.clock.now();
  const id = ports.random.uuid();
  const absence: Absence = { id, oid, email, name, ...days, by, reason, at: at.toISOString() };
  await recordAbsence(ports, found.projects, { absence, what: 'intended', by, reason });
  await ports.absences.put(absence);
  await recordAbsence(ports, found.projects, { absence, what: 'noted', by, reason });
  await wakeReviews(ports, workflows, found.projects);
  return absence;
}

async function refuseMany(ports: AbsencePorts, person: AbsenceAct['person']): Promise<void> {
  const now = ports.clock.now();
  const standing = (await absencesOf(ports, person)).filter((absence) => !isOver(absence, now));
  if (standing.length < mostStanding) return;
  throw new Refused(
    `${mostStanding} absences of this person are noted that are not over. End them by 'I am back', and note one that holds them all.`,
  );
}

/** Ends every absence of somebody that is not over, or cannot be read: they are asked again. Throws NotFound when there is none. */
export async function endAbsences(
  ports: AbsencePorts,
  workflows: Workflows,
  { person, by, reason }: AbsenceAct,
): Promise<readonly Absence[]> {
  const standing = (await absencesOf(ports, person)).filter((absence) => !isOver(absence, ports.clock.now()));
  const unread = unreadableOf(ports.unreadable.known(), person.oid, 'absences').map(
    ({ partitionKey: oid, rowKey: id }) => ({ oid, id, from: 'unreadable', to: 'unreadable' }),
  );
  if (standing.length + unread.length === 0)
    throw new NotFound(`${person.oid} is not away, and no absence of theirs is known`);
  const { projects } = standing.length > 0 ? await requireApprover(ports, person) : await approverIn(ports, person);
  for (const absence of [...standing, ...unread]) await endAbsence(ports, projects, absence, { by, reason });
  await wakeReviews(ports, workflows, projects);
  return standing;
}

/** The absences of somebody, also those that are over but still kept, in their order. */
async function absencesOf({ absences }: Pick<Ports, 'absences'>, person: Listed): Promise<readonly Absence[]> {
  const mine = (await absences.list()).filter((absence) => isSamePerson(listed(absence), listed(person)));
  return mine.toSorted((one, other) => (one.from < other.from ? -1 : 1));
}

/** The sweep's part: rows that nobody needs any more go, and then those whose end the audit tells. */
export async function removeAbsences(ports: AbsencePorts, known: readonly Absence[], slice: TimeSlice): Promise<void> {
  await forgetAbsences(ports, known, slice);
  await removeEnded(ports, known, slice);
}

/** The sweep's part: an absence that was over long ago is forgotten; the audit keeps it. */
async function forgetAbsences(
  { absences, clock }: Pick<Ports, 'absences' | 'clock'>,
  known: readonly Absence[],
  slice: TimeSlice,
): Promise<void> {
  const before = new Date(clock.now().getTime() - keptAbsenceDays * DAY);
  for (const absence of known.filter((one) => isOver(one, before))) {
    if (slice.isOver()) return;
    await absences.remove(absence);
  }
}

/** An absence is kept so many days after its end. A round lasts no longer than this; until then it says since when somebody is back. */
export const keptAbsenceDays = 180;

function refuseDays({ from, to }: Pick<Absence, 'from' | 'to'>, now: Date): void {
  if (to < from) throw new Refused(`The absence ends on ${to}, before it begins on ${from}. Nothing was noted.`);
  if (isOver({ to }, now)) throw new Refused(`The absence is over: it ends on ${to}. Nothing was noted.`);
  if (Date.parse(to) - Date.parse(from) >= mostDays * DAY)
    throw new Refused(`An absence has at most ${mostDays} days, and ${from} to ${to} are more. Nothing was noted.`);
}

/** The projects in which somebody is an approver, and their entry. Throws NotFound where there is none. */
async function requireApprover(ports: Pick<Ports, 'projects'>, person: Listed) {
  const { approver, projects } = await approverIn(ports, person);
  if (approver === undefined) throw new NotFound(`${person.oid} is an approver of no project`);
  return { approver, projects };
}

async function approverIn({ projects }: Pick<Ports, 'projects'>, person: Listed) {
  const theirs = (await withApprovers(projects.list())).filter((one) => entryOf(one, person) !== undefined);
  const [first] = theirs;
  return { approver: first && entryOf(first, person), projects: theirs };
}

/** What cannot be woken now looks by itself within a day. */
async function wakeReviews(
  { register }: Pick<Ports, 'register'>,
  workflows: Workflows,
  projects: readonly { readonly id: string }[],
): Promise<void> {
  const ids = new Set(projects.map(({ id }) => id));
  for await (const item of register.unfinished()) {
    if (!('operation' in item) || item.operation.state !== 'in-review' || !ids.has(item.operation.project)) continue;
    await workflows.wake(orchestrationOf(item.operation).instance);
  }
}
