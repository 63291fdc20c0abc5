import { z } from 'zod';
import { controlPlane } from '../base/control-plane.ts';
import { countText } from '../base/count-text.ts';
import type { Frozen } from '../base/frozen.ts';
import { askedFirst, digestOfAct } from '../base/second-operator.ts';
import { DAY } from '../base/time.ts';

/** Stands in the place of a project's id in the hold of all projects; no project can be called so. */
export const everyProject = '_all';

/** Stands in front of a project's id where what is held is people of it. No project can be called so. */
const people = '_people.';

/** What holds of people of a project are under: each is the suspension of one of them. */
export function peopleOf(project: string): string {
  return `${people}${project}`;
}

export function isOfPeople(held: string): boolean {
  return held.startsWith(people);
}

export function projectOf(held: string): string {
  return isOfPeople(held) ? held.slice(people.length) : held;
}

/** Whose a hold is: an operator's, an incident's, whose id it has, or the malware scanner's, which has one for each project. */
export const holdOwner = z.enum(['operator', 'incident', 'malware']);

export const holdSchema = z.strictObject({
  id: z.string(),
  /** A project's id, or `everyProject`; of the hold of a person what `peopleOf` says. */
  project: z.string(),
  /** Object id of whom it keeps from counting in the project; missing where it keeps the project. */
  person: z.string().exactOptional(),
  since: z.string(),
  /** When it ends by itself; without it somebody must lift it. */
  until: z.string().exactOptional(),
  /** Object id of the operator. */
  by: z.string(),
  /** Only in what an earlier version wrote. */
  name: z.string().exactOptional(),
  reason: z.string(),
  /** Missing in what an earlier version wrote, of which there is one for a project. */
  owner: holdOwner.exactOptional(),
  /** Datasets and packages in which more malware was found since it was set. */
  findings: z.array(z.string()).exactOptional(),
  /** How often more was found than stands there. */
  beyond: z.number().exactOptional(),
  /** Who asked first that it is lifted, where that wants two. */
  lifting: askedFirst.exactOptional(),
  /** Whether what a release had brought outside is taken back. */
  takeBack: z.boolean(),
  /** Its row cannot be read: it holds what its key names, and no more is known of it. */
  unreadable: z.literal(true).exactOptional(),
});
/**
 * A kill switch of one project, or of all: while one is on nothing begins to move, and no compute is changed. Several may be on at once, and
 * each is lifted by itself. Times are ISO 8601 in UTC.
 */
export type Hold = Frozen<z.infer<typeof holdSchema>>;

export interface NamedHold extends Hold {
  readonly name: string;
  readonly liftAs: string;
}

/** What a row that cannot be read counts as, from what stands beside its JSON. An earlier version wrote no id there. */
export function unreadableHold(
  { project, id }: Pick<Hold, 'project'> & { readonly id: string | undefined },
  { since: began, by }: Readonly<Record<string, unknown>>,
): Hold {
  const since = typeof began === 'string' && Number.isFinite(Date.parse(began)) ? began : new Date(0).toISOString();
  return {
    id: id ?? `${unreadablePrefix}${since}`,
    project,
    since,
    by: typeof by === 'string' ? by : '',
    reason: 'the row of this hold cannot be read, so it holds until somebody lifts it',
    ...(id === undefined ? {} : { owner: ownerOf(id, by) }),
    takeBack: false,
    unreadable: true,
  };
}

/** Of an incident the hold has its id. */
function ownerOf(id: string, by: unknown): NonNullable<Hold['owner']> {
  if (by === controlPlane) return 'malware';
  return id.startsWith('inc_') ? 'incident' : 'operator';
}

/** Begins the id of a hold whose row tells no other; its beginning follows. */
export const unreadablePrefix = 'unreadable-';

/** Whether two operators must lift it: what the scanner or an incident set, and what cannot be read and may be that. */
export function wantsSecond({ by, owner }: Pick<Hold, 'by' | 'owner'>): boolean {
  return by === controlPlane || by === '' || owner === 'incident';
}

/** No more than people read; the audit has all of them. */
const mostFindings = 50;

/** The hold for malware after more was found. Whoever asked to lift it did not know of that. */
export function withFinding({ lifting: _lifting, ...hold }: Hold, operation: string): Hold {
  const { findings = [], beyond = 0 } = hold;
  if (findings.includes(operation)) return hold;
  return findings.length < mostFindings
    ? { ...hold, findings: [...findings, operation] }
    : { ...hold, beyond: beyond + 1 };
}

/** Digest of what two operators lift together: why it was set, and the list of what was found since. */
export function liftDigest({ id, reason, findings = [], beyond = 0 }: Hold): string {
  return digestOfAct([id, reason, findings, beyond]);
}

/** How a lift names the hold: by its id, and where two operators must lift it also by the digest of the list that they have seen. */
export function liftAs(hold: Hold): string {
  return wantsSecond(hold) ? `${hold.id}.${liftDigest(hold)}` : hold.id;
}

/** Whether a lift is about that hold, whatever it lists by now. */
export function isNamedBy(named: string, { id }: Pick<Hold, 'id'>): boolean {
  return named.replace(/\.[0-9a-f]{16}$/, '') === id;
}

export function isOn({ until }: Pick<Hold, 'until'>, now: Date): boolean {
  return until === undefined || now < new Date(until);
}

/** Digest of which holds stand: one that is gone without a line makes it another. */
export function rowsDigest(holds: readonly Pick<Hold, 'id'>[]): string {
  return digestOfAct(holds.map(({ id }) => id).toSorted());
}

export function holdEtag(hold: Hold): string {
  return `"${liftAs(hold)}"`;
}

/** A hold without an end that has been on for longer is thought to be forgotten, in milliseconds. */
const forgottenAfter = 7 * DAY;

/** Whether somebody should be asked whether it is still wanted. */
export function isForgotten({ since, until }: Pick<Hold, 'since' | 'until'>, now: Date): boolean {
  return until === undefined && now.getTime() - Date.parse(since) > forgottenAfter;
}

/** The holds that keep a project at that time: its own before those of all, the oldest first. */
export function holdsOn<Of extends Hold>(holds: readonly Of[], project: string, now: Date): readonly Of[] {
  const on = holds.filter((hold) => isOn(hold, now)).toSorted((one, other) => one.since.localeCompare(other.since));
  return [project, everyProject].flatMap((held) => on.filter((hold) => hold.project === held));
}

/** Holds as whoever waits for the end of all of them has them: since the first, and until the last. */
export interface Held {
  readonly since: string;
  readonly until?: string;
  /** Why nothing goes on, in words that follow "is". */
  readonly text: string;
}

export function heldBy(holds: readonly Hold[]): Held | undefined {
  const [first, ...more] = holds;
  if (first === undefined) return undefined;
  const ends = holds.flatMap(({ until }) => until ?? []).toSorted();
  const until = ends.length === holds.length ? ends.at(-1) : undefined;
  return {
    since: holds.map(({ since }) => since).toSorted()[0] ?? first.since,
    ...(until === undefined ? {} : { until }),
    text: `${holdText(first)}${more.length === 0 ? '' : ` (and ${countText(more.length, 'more hold')})`}`,
  };
}

export function holdReason({
  reason,
  findings = [],
  beyond = 0,
}: Pick<Hold, 'reason' | 'findings' | 'beyond'>): string {
  const more = beyond === 0 ? [] : [`and ${beyond} more`];
  return [reason.replace(/[\s.]+$/, ''), ...findings, ...more].join(', ');
}

/** Why nothing goes on, in words that follow "is". */
export function holdText(hold: Hold): string {
  const { project, since, until, name } = hold;
  const what = project === everyProject ? ' with all projects' : '';
  const end = until === undefined ? '' : ` until ${until}`;
  return `on hold${what} since ${since}${name === undefined ? '' : ` by ${name}`}${end}: ${holdReason(hold)}`;
}
