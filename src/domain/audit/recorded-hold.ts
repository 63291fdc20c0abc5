import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  everyProject,
  type Hold,
  holdSchema,
  isOfPeople,
  peopleOf,
  projectOf,
  unreadablePrefix,
} from '../operation/hold.ts';
import { systemChain } from './audit-event.ts';
import type { AuditKind } from './audit-kinds.ts';
import type { AuditEvent } from './chain-line.ts';

/**
 * A hold that the audit tells of. `over`: somebody was about to lift it, so that its row may be gone, as it may once it has `ended`; one that
 * was lifted has none. `alone`: it was never one that extended another, as those of an earlier version were. `person`: it keeps a person.
 */
export const recordedHold = z.strictObject({
  id: z.string(),
  since: z.string(),
  until: z.string().exactOptional(),
  digest: z.string(),
  state: z.enum(['on', 'over', 'ended', 'lifted']),
  alone: z.literal(true).exactOptional(),
  person: z.literal(true).exactOptional(),
});
export type RecordedHold = z.infer<typeof recordedHold>;

const holdLine = /^(?<of>hold|suspension)\.(?<id>.+)\.(?<what>set|lift-intended|lifted|ended)(?:-[0-9a-f]{12})?$/;

/** The audit chain that tells of the holds of a project or of people of it, or of those of all. */
export function chainOf(held: string): string {
  return held === everyProject ? systemChain : projectOf(held);
}

/** What the chain of a project tells of, the project and its people, or that of all projects. */
export function heldOf(project: string): readonly string[] {
  return project === everyProject ? [project] : [project, peopleOf(project)];
}

export type OfHold = 'set' | 'found' | 'lift-asked' | 'lift-told' | 'lift-intended' | 'lifted' | 'ended';

/** A hold of a person has no end of its own, and two operators lift it by a change of the definition. */
const ofPerson: Partial<Record<OfHold, AuditKind>> = {
  set: 'hold.person-set',
  'lift-intended': 'hold.person-lift-intended',
  lifted: 'hold.person-lifted',
};

export function holdLineOf({ id, project }: Pick<Hold, 'id' | 'project'>, what: OfHold, which = '') {
  const kind = (isOfPeople(project) ? ofPerson[what] : undefined) ?? (`hold.${what}` as const);
  return { id: `${isOfPeople(project) ? 'suspension' : 'hold'}.${id}.${what}${which}`, kind };
}

/** Those of what an audit chain tells that are about the project, or about people of it. */
export function recordedHoldsOf(told: readonly RecordedHold[], held: string): readonly RecordedHold[] {
  return told.filter(({ person }) => (person === true) === isOfPeople(held));
}

/** What the audit line that a hold was set says of it. */
export function holdData({
  since,
  until,
  name,
  reason,
  owner,
  takeBack,
  person,
}: Hold): Record<string, string | boolean> {
  // Rows and lines of earlier versions hold the name of the operator too.
  const named = name === undefined ? {} : { name };
  const owned = owner === undefined ? {} : { owner };
  const whom = person === undefined ? {} : { person };
  return { ...whom, reason, since, ...named, ...owned, takeBack, ...(until === undefined ? {} : { until }) };
}

export function holdIn(project: string, { id: event, actor, data }: AuditEvent): Hold | undefined {
  const { of, id, what } = holdLine.exec(event)?.groups ?? {};
  return what === 'set' && (of === 'suspension') === isOfPeople(project)
    ? holdSchema.safeParse({ id, project, by: actor, ...data }).data
    : undefined;
}

/**
 * The holds that the audit tells of, after one more of its lines; what was over before the newest began is left out. One that an earlier
 * version extended has its beginning in common with the one that took its place, and ends with it, also when its own line comes last.
 */
export function applyHoldLine(
  told: readonly RecordedHold[],
  { id: event, actor, data }: AuditEvent,
): readonly RecordedHold[] {
  const { of, id, what } = holdLine.exec(event)?.groups ?? {};
  if (id === undefined) return told;
  const whose = of === 'suspension' ? { person: true as const } : {};
  if (what === 'set') return tellSet(told, { id, ...whose }, actor, data);
  const since = id.startsWith(unreadablePrefix) ? id.slice(unreadablePrefix.length) : undefined;
  const own = told.find((hold) => hold.id === id || (hold.since === since && !hold.alone));
  // Only a hold that was set with that end can have come to it.
  if (own === undefined || (what === 'ended' && own.until !== data['until'])) return told;
  const state = what === 'lift-intended' ? 'over' : what === 'ended' ? 'ended' : 'lifted';
  return told.map((hold) => (isSame(hold, own) && hold.state !== 'lifted' ? { ...hold, state } : hold));
}

function isSame(
  one: Pick<RecordedHold, 'id' | 'since' | 'alone'>,
  other: Pick<RecordedHold, 'id' | 'since' | 'alone'>,
): boolean {
  return one.id === other.id || (one.since === other.since && !one.alone && !other.alone);
}

function tellSet(
  told: readonly RecordedHold[],
  { id, ...whose }: Pick<RecordedHold, 'id' | 'person'>,
  actor: string,
  data: AuditEvent['data'],
): readonly RecordedHold[] {
  const { since: began, until, owner } = data;
  const since = String(began);
  const own = { id, since, ...(owner === undefined ? {} : { alone: true as const }) };
  const same = told.find((hold) => isSame(hold, own));
  if (same === undefined && !own.alone && told.some((hold) => hold.since > since)) return told;
  const end = typeof until === 'string' ? { until } : {};
  const before = told.filter(
    (hold) => hold.id !== id && (hold.state === 'on' || hold.state === 'over' || hold.since >= since),
  );
  return [...before, { ...own, ...whose, ...end, digest: digestOf(actor, data), state: same?.state ?? 'on' }];
}

export function holdsDisagree(told: readonly RecordedHold[], rows: readonly Hold[], now: Date): readonly string[] {
  const wrong = rows.flatMap((row) => whyWrong(told, row) ?? []);
  return [
    ...wrong,
    ...missingHolds(told, rows, now).map(({ since }) => {
      return `It is missing: the audit tells of one that was set at ${since} and was not lifted`;
    }),
    ...holdsWithoutEnd(told, rows, now).map(({ since, until }) => {
      return `Its end is missing: the audit tells of one that was set at ${since} until ${until}, and no line that it ended`;
    }),
  ];
}

function whyWrong(told: readonly RecordedHold[], row: Hold): string | undefined {
  if (row.unreadable) return 'Its row cannot be read';
  const line = told.find(({ id }) => id === row.id);
  if (line === undefined || line.state === 'lifted')
    return `It stands, and the audit does not tell that ${row.by} set it, or tells that it was lifted. When it was set a moment ago, verify again`;
  return line.digest === digestOf(row.by, holdData(row)) ? undefined : 'It is not as the audit tells that it was set';
}

/** Holds that the audit tells of and does not tell to be over, of which no row stands; the newest of those that extended each other. */
export function missingHolds(told: readonly RecordedHold[], rows: readonly Hold[], now: Date): readonly RecordedHold[] {
  const standing = rows.map(({ id, since, owner }) => ({ id, since, ...(owner ? { alone: true as const } : {}) }));
  return told.filter(
    (hold, index) =>
      isDue(told, hold, now) &&
      !standing.some((row) => isSame(row, hold)) &&
      !told.slice(index + 1).some((later) => isSame(later, hold)),
  );
}

/** Holds whose time is over, of which neither a row stands nor a line tells that they ended. */
export function holdsWithoutEnd(
  told: readonly RecordedHold[],
  rows: readonly Hold[],
  now: Date,
): readonly RecordedHold[] {
  const standing = new Set(rows.map(({ id }) => id));
  return told.filter((hold) => {
    const isOpen = hold.alone && hold.state !== 'ended' && hold.state !== 'lifted';
    return isOpen && !standing.has(hold.id) && !isDue(told, hold, now);
  });
}

/** Whether the row of the hold, or of one that extended it, is to stand, or may be. */
function isDue(told: readonly RecordedHold[], hold: RecordedHold, now: Date): boolean {
  const ends = told.filter((one) => isSame(one, hold)).map(({ until }) => until);
  const isOver = hold.state === 'ended' || hold.state === 'lifted';
  return !isOver && ends.some((end) => end === undefined || now < new Date(end));
}

function digestOf(by: string, data: AuditEvent['data']): string {
  const { reason, since, name, takeBack, until, owner, person } = data;
  return createHash('sha256')
    .update(
      JSON.stringify([
        by,
        reason,
        since,
        name,
        takeBack,
        until ?? null,
        owner,
        ...(person === undefined ? [] : [person]),
      ]),
    )
    .digest('hex')
    .slice(0, 32);
}
