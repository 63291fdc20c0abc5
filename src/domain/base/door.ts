import { quarterAt } from './time.ts';

/** The two doors: `ingress` brings a dataset in, `export` lets a package of results out. */
export type Door = 'ingress' | 'export';

/** The orchestrations, by the names they are added with: each door's own, and those that delete a rejected upload, a retracted version or a copy that was never published, a release that is taken back, and what was kept long enough. */
export type Flow = Door | 'discard' | 'retract' | 'revoke' | 'clear';

interface DoorFacts {
  readonly noun: 'dataset' | 'package';
  /** What stands for them in addresses. */
  readonly list: 'datasets' | 'exports';
  /** The container that people put files into. */
  readonly container: 'ingress' | 'exports';
  /** The account that this container is in, which Data Factory's copies of the door read from. */
  readonly account: 'public' | 'secure';
  readonly idPrefix: 'ing' | 'exp';
  /** Who puts the files there, as a list of the project's people. */
  readonly senders: 'dataOwners' | 'researchers';
}

const facts: Readonly<Record<Door, DoorFacts>> = {
  ingress: {
    noun: 'dataset',
    list: 'datasets',
    container: 'ingress',
    account: 'public',
    idPrefix: 'ing',
    senders: 'dataOwners',
  },
  export: {
    noun: 'package',
    list: 'exports',
    container: 'exports',
    account: 'secure',
    idPrefix: 'exp',
    senders: 'researchers',
  },
};

/** Both doors, in the order in which they are looked at. */
export const doors: readonly Door[] = ['ingress', 'export'];

export function doorFacts(door: Door): DoorFacts {
  return facts[door];
}

/** The ULID of an operation id and the door that its prefix names; undefined when the text is no such id. */
export function parseOperationId(id: string): { readonly door: Door; readonly ulid: string } | undefined {
  const [, prefix, ulid] = /^([a-z]{3})_([0-7][0-9A-HJKMNP-TV-Z]{25})$/.exec(id) ?? [];
  const door = doors.find((one) => facts[one].idPrefix === prefix);
  return door === undefined || ulid === undefined ? undefined : { door, ulid };
}

export function operationIdOf(door: Door, ulid: string): string {
  return `${facts[door].idPrefix}_${ulid}`;
}

/** How many characters of a ULID are chance. */
const randomLength = 16;

/** The random part of an operation's id: what is revealed outside is sorted by it, since the order of arrival is a message. */
function randomPartOf(id: string): string {
  return id.slice(-randomLength);
}

/** Sorts by the random part of the id. */
export function byRandomPart({ id: one }: { readonly id: string }, { id: other }: { readonly id: string }): number {
  const [first, second] = [randomPartOf(one), randomPartOf(other)];
  return first < second ? -1 : Number(first > second);
}

/** The same from where the turn, a part of all that there are, points on, then the beginning: what else is there moves none of them. */
export function inTurnByRandomPart<T extends { readonly id: string }>(items: readonly T[], turn: number): T[] {
  const sorted = items.toSorted(byRandomPart);
  const first = sorted.findIndex(({ id }) => partOfChances(id) >= turn);
  return first <= 0 ? sorted : [...sorted.slice(first), ...sorted.slice(0, first)];
}

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Where the random part of an id stands among all that there are, from 0 to 1. */
function partOfChances(id: string): number {
  const [high = '', low = ''] = randomPartOf(id);
  return (alphabet.indexOf(high) * alphabet.length + alphabet.indexOf(low)) / alphabet.length ** 2;
}

/** The time in the id of a package is revealed outside, so it is rounded to a quarter of an hour; a dataset came from there. */
export function timeInId(door: Door, time: number): number {
  return door === 'ingress' ? time : quarterAt(time);
}

/** The end of an operation's id, by which people call a package whose name must not leave. */
export function shortNumber(id: string): string {
  return id.slice(-6);
}

export function orchestrationOf({
  id,
  door,
  state,
}: {
  readonly id: string;
  readonly door: Door;
  readonly state: string;
}): {
  readonly flow: Flow;
  readonly instance: string;
} {
  if (state === 'discarding') return { flow: 'discard', instance: `${id}-discard` };
  if (state === 'revoking') return { flow: 'revoke', instance: `${id}-revoke` };
  return state === 'retracting' ? { flow: 'retract', instance: `${id}-retract` } : { flow: door, instance: id };
}

export function orchestrationOfClearing({ id }: { readonly id: string }): {
  readonly flow: Flow;
  readonly instance: string;
} {
  return { flow: 'clear', instance: `${id}-clear` };
}
