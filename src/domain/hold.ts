import { z } from 'zod';
import { countText } from './count-text.ts';
import { DAY } from './time.ts';

/** Stands in the place of a project's id in the hold of all projects; no project can be called so. */
export const everyProject = '_all';

/** The kill switch of one project, or of all: while it is on nothing begins to move, and no compute is changed. Times are ISO 8601 in UTC. */
export interface Hold {
  readonly id: string;
  /** A project's id, or `everyProject`. */
  readonly project: string;
  readonly since: string;
  /** When it ends by itself; without it somebody must lift it. */
  readonly until?: string;
  /** Object id of the operator. */
  readonly by: string;
  /** Only in what an earlier version wrote. */
  readonly name?: string;
  readonly reason: string;
  /** Whether what a release had brought outside is taken back. */
  readonly takeBack: boolean;
  /** Its row cannot be read: it holds what its key names, and no more is known of it. */
  readonly unreadable?: true;
}

/** A hold with the name of whoever set it, for people. */
export interface NamedHold extends Hold {
  readonly name: string;
}

/** A hold as it stands in its row. */
export const holdSchema = z.strictObject({
  id: z.string(),
  project: z.string(),
  since: z.string(),
  until: z.string().exactOptional(),
  by: z.string(),
  name: z.string().exactOptional(),
  reason: z.string(),
  takeBack: z.boolean(),
  unreadable: z.literal(true).exactOptional(),
}) satisfies z.ZodType<Hold>;

/** What a row that cannot be read counts as, from what stands beside its JSON. */
export function unreadableHold({
  project,
  since,
  by,
}: Pick<Hold, 'project'> & Readonly<Record<'since' | 'by', unknown>>): Hold {
  return {
    id: 'unreadable',
    project,
    since: typeof since === 'string' && Number.isFinite(Date.parse(since)) ? since : new Date(0).toISOString(),
    by: typeof by === 'string' ? by : '',
    reason: 'the row of this hold cannot be read, so it holds until somebody lifts it',
    takeBack: false,
    unreadable: true,
  };
}

/** Whether the hold is on at that time. */
export function isOn({ until }: Pick<Hold, 'until'>, now: Date): boolean {
  return until === undefined || now < new Date(until);
}

/** What a request names that is about this very hold: one that was extended since is another. */
export function holdEtag({ id }: Hold): string {
  return `"${id}"`;
}

/** A hold without an end that has been on for longer is thought to be forgotten, in milliseconds. */
const forgottenAfter = 7 * DAY;

/** Whether somebody should be asked whether it is still wanted. */
export function isForgotten({ since, until }: Pick<Hold, 'since' | 'until'>, now: Date): boolean {
  return until === undefined && now.getTime() - Date.parse(since) > forgottenAfter;
}

/** The holds that keep a project at that time: its own before those of all, the oldest first. */
export function holdsOn<Of extends Hold>(holds: readonly Of[], project: string, now: Date): readonly Of[] {
  const bySince = (one: Hold, other: Hold) => (one.since < other.since ? -1 : Number(one.since > other.since));
  const on = holds.filter((hold) => isOn(hold, now)).toSorted(bySince);
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

/**
 * The hold to write when one is wanted where another may be on. Setting one is open to more people than lifting one, so a second never
 * ends earlier than the first, and never leaves outside what the first takes back.
 */
export function extended(standing: Hold | undefined, wanted: Hold, now: Date): Hold {
  if (standing === undefined || !isOn(standing, now)) return wanted;
  const { until: _until, ...rest } = wanted;
  const until = laterEnd(standing.until, wanted.until);
  return {
    ...rest,
    since: standing.since,
    takeBack: standing.takeBack || wanted.takeBack,
    ...(until === undefined ? {} : { until }),
  };
}

function laterEnd(one: string | undefined, other: string | undefined): string | undefined {
  if (one === undefined || other === undefined) return undefined;
  return one > other ? one : other;
}

/** Why nothing goes on, in words that follow "is". */
export function holdText({ project, since, until, name, reason }: Hold): string {
  const what = project === everyProject ? ' with all projects' : '';
  const end = until === undefined ? '' : ` until ${until}`;
  return `on hold${what} since ${since}${name === undefined ? '' : ` by ${name}`}${end}: ${reason.replace(/[\s.]+$/, '')}`;
}
