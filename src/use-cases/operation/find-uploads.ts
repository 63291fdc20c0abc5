import { type Door, doorFacts, doors } from '../../domain/base/door.ts';
import { goOnBehind, type TimeSlice, within } from '../../domain/base/time-slice.ts';
import { refusedAfter } from '../../domain/lifecycle/refused-names.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Workflows } from '../../ports/workflows.ts';
import { atOnce } from '../base/at-once.ts';
import type { Failures } from '../base/failures.ts';
import { nothingThere, rememberRefused } from '../refused/remember-refused.ts';
import { openWaiting, type Unnotified, type WaitingPorts } from './open-waiting.ts';
import { recordOrphans, whyOrphan } from './start-operation.ts';

type FindPorts = WaitingPorts & Pick<Ports, 'sweepPlaces'>;

export interface FoundUploads {
  started: number;
  waiting: number;
  strays: number;
  /** The projects of which something lies at a door; undefined where not all doors could be listed. */
  atDoors: readonly { readonly door: Door; readonly project: string }[] | undefined;
  /** Names that wait at a door, of which people are to be told now. */
  readonly untold: Unnotified[];
}

export function nothingFound(): FoundUploads {
  return { started: 0, waiting: 0, strays: 0, atDoors: undefined, untold: [] };
}

type Turn = () => ReturnType<typeof openWaiting>;

interface Top {
  readonly door: Door;
  readonly name: string;
}

/** Strays are recorded so many at a time: each line of the audit costs some requests. */
const topsTogether = 50;
const topsAtOnce = 8;

/**
 * Lists both doors and opens what no event announced, in turns of some names for each project, while the time slice lasts; the next sweep goes on behind the last name that was
 * looked at. What fails for one name keeps no other waiting. Of projects that are `shut` nothing is opened.
 */
export async function findUploads(
  ports: FindPorts,
  workflows: Workflows,
  found: FoundUploads,
  { failures, share }: { readonly failures: Failures; readonly share: TimeSlice },
  shut: ReadonlySet<string> = new Set(),
): Promise<void> {
  if (shut.has('all')) return;
  const listed = await listTops(ports, failures, share);
  if (listed.whole.length === doors.length)
    found.atDoors = listed.tops.map(({ door, name }) => ({ door, project: name.replace(/\/$/, '') }));
  for (const door of listed.whole)
    await failures.keep(`what was refused at the ${door} door`, () => forgetGone(ports, door, listed.tops));
  const taken = listed.tops.filter(({ name }) => !shut.has(name.split('/', 1)[0] ?? ''));
  const tops = goOnBehind(taken, await readPlace(ports), inOrder);
  const turns = new Turns(found);
  let place: Top | undefined;
  for (let at = 0; at < tops.length && !share.isOver(); at += topsTogether) {
    const some = tops.slice(at, at + topsTogether);
    const { inProjects, strays } = await withoutStrays(ports, some, failures);
    found.strays += strays;
    const step = (top: Top) => {
      const { door, name } = top;
      const open = () => openWaiting(ports, workflows, { door, top: name, failures, share });
      return failures.keep(`${door} ${name}`, () => turns.take(top, open));
    };
    const begun = await atOnce(topsAtOnce, inProjects, step, share.isOver);
    place = begun === inProjects.at(-1) ? some.at(-1) : (begun ?? place);
  }
  for (let round = turns.again(); round.length > 0 && !share.isOver(); round = turns.again()) {
    const step = ({ top, more }: (typeof round)[number]) =>
      failures.keep(`${top.door} ${top.name}`, () => turns.take(top, more));
    await atOnce(topsAtOnce, round, step, share.isOver);
  }
  found.waiting += turns.waiting();
  // The first one that was cut short is the next sweep's first, unless it was this one's: then the others come first.
  const before = tops[tops.findIndex((top) => turns.isCut(top)) - 1];
  await keepPlace(ports, before ?? (place === tops.at(-1) ? undefined : place));
}

/** What the turns of all top-level names came to. */
class Turns {
  readonly #found: FoundUploads;
  readonly #cut = new Set<Top>();
  readonly #waiting = new Map<Top, number>();
  #again: { readonly top: Top; readonly more: Turn }[] = [];

  constructor(found: FoundUploads) {
    this.#found = found;
  }

  async take(top: Top, open: Turn): Promise<void> {
    const opened = await open();
    this.#found.started += opened.started;
    this.#found.strays += opened.strays;
    this.#waiting.set(top, opened.waiting);
    if (opened.more !== undefined) this.#again.push({ top, more: opened.more });
    else if (opened.untold) this.#found.untold.push(opened.untold);
    if (opened.isCut) this.#cut.add(top);
    else this.#cut.delete(top);
  }

  /** Those with room for more than their turn took. */
  again(): readonly { readonly top: Top; readonly more: Turn }[] {
    const again = this.#again;
    this.#again = [];
    return again;
  }

  waiting(): number {
    return [...this.#waiting.values()].reduce((sum, count) => sum + count, 0);
  }

  isCut(top: Top): boolean {
    return this.#cut.has(top);
  }
}

/** Every top-level name, and the doors of which all are known. */
async function listTops({ listing }: FindPorts, failures: Failures, share: TimeSlice) {
  const tops: Top[] = [];
  const whole: Door[] = [];
  for (const door of doors) {
    await failures.keep(`the names at the ${door} door`, async () => {
      for await (const name of within(share, listing.children(doorFacts(door).container, '')))
        tops.push({ door, name });
      if (!share.isOver()) whole.push(door);
    });
  }
  return { tops: tops.sort(inOrder), whole };
}

/** Of a project of which nothing lies at a door any more nothing is refused there. */
async function forgetGone(ports: FindPorts, door: Door, tops: readonly Top[]): Promise<void> {
  const there = new Set(tops.filter((top) => top.door === door).map(({ name }) => name));
  for await (const { value } of ports.refused.list()) {
    const { project, names, isFull } = value;
    const isEmpty = names.length === 0 && !isFull;
    if (value.door !== door || isEmpty || there.has(`${project}/`)) continue;
    await rememberRefused(ports, { door, project }, (before) => refusedAfter(before, nothingThere(ports)));
  }
}

/** Records those that lie outside every project and gives the others, in the same order. */
async function withoutStrays(ports: FindPorts, tops: readonly Top[], failures: Failures) {
  const inProjects = new Set<Top>();
  const orphans: { door: Door; path: string; reason: string }[] = [];
  await atOnce(topsAtOnce, tops, (top) => {
    const { door, name } = top;
    return failures.keep(`${door} ${name}`, async () => {
      const reason = await whyOrphan(ports, name);
      if (reason === undefined) inProjects.add(top);
      else orphans.push({ door, path: name, reason });
    });
  });
  await failures.keep('the names outside every project', () => recordOrphans(ports, orphans));
  return { inProjects: tops.filter((top) => inProjects.has(top)), strays: orphans.length };
}

function inOrder(one: Top, other: Top): number {
  const byDoor = doors.indexOf(one.door) - doors.indexOf(other.door);
  return byDoor || Number(one.name > other.name) - Number(one.name < other.name);
}

async function readPlace({ sweepPlaces }: FindPorts): Promise<Top | undefined> {
  const [door, ...name] = (await sweepPlaces.read()).get('doors')?.split('/') ?? [];
  const known = doors.find((one) => one === door);
  return known && { door: known, name: name.join('/') };
}

async function keepPlace({ sweepPlaces }: FindPorts, place: Top | undefined): Promise<void> {
  await sweepPlaces.keep('doors', place && `${place.door}/${place.name}`);
}
