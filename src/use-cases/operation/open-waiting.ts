import { requireProject } from '../../activities/operation/operations.ts';
import { type Door, doorFacts } from '../../domain/base/door.ts';
import { type TimeSlice, within } from '../../domain/base/time-slice.ts';
import {
  type Capacity,
  inTurnByAge,
  isNotifiedNow,
  lookedAt,
  type WhyWaiting,
} from '../../domain/lifecycle/capacity.ts';
import { refusedAfter } from '../../domain/lifecycle/refused-names.ts';
import { foldCase, parseUploadPath, type UploadPath } from '../../domain/operation/blob-name.ts';
import { type Project, rulesAt } from '../../domain/project/project.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Workflows } from '../../ports/workflows.ts';
import type { Failures } from '../base/failures.ts';
import { lookAtNames, type Waiting } from '../refused/look-at-names.ts';
import { nothingThere, rememberRefused } from '../refused/remember-refused.ts';
import { announceUpload } from './announce-upload.ts';
import type { WaitingNames } from './notify-waiting.ts';
import { readCapacity, rememberDoor } from './open-when-room.ts';

export type WaitingPorts = Pick<Ports, 'listing' | 'projects' | 'register' | 'refused' | 'random' | 'audit' | 'clock'>;

/** `top` is the project's top-level folder, with the slash. */
export interface AtDoor {
  readonly door: Door;
  readonly top: string;
  readonly failures: Failures;
  readonly share: TimeSlice;
}

export type Unnotified = Omit<WaitingNames, 'until'>;

interface OpenedNames {
  readonly started: number;
  readonly waiting: number;
  readonly strays: number;
  /** The time slice was over before all names were listed, or while there was room and names waited. */
  readonly isCut: boolean;
  /** Of whom people are to be told now. */
  readonly untold?: Unnotified;
  /** Opens more of them, where there was room for more than one turn takes. Its numbers are those of its own turn, `waiting` aside. */
  readonly more?: () => Promise<OpenedNames>;
}

/** So many names of a project are opened before another project has its turn. */
const mostInTurn = 5;

/**
 * Opens a turn of the names at a door that no operation holds, the oldest and the newest alternately, as far as there is room; the others
 * are counted, remembered for the dashboard, and given to be told of once a day. Those that break a rule as far as a listing shows are remembered
 * as refused, take no room and keep no other waiting.
 */
export async function openWaiting(
  ports: WaitingPorts,
  workflows: Workflows,
  { door, top, failures, share }: AtDoor,
): Promise<OpenedNames> {
  const { free, strays, project } = await namesAt(ports, door, top, share);
  for (const path of strays) {
    if (share.isOver()) break;
    await failures.keep(`${door} ${path}`, async () => {
      await announceUpload(ports, workflows, { door, path });
    });
  }
  // Of a part of the names nothing is counted.
  if (share.isOver()) return { started: 0, waiting: 0, strays: strays.length, isCut: true };
  if (free.length === 0) {
    await rememberDoor(ports, { door, project }, (note) => lookedAt(note, { waiting: 0 }));
    await rememberRefused(ports, { door, project }, (before) => refusedAfter(before, nothingThere(ports)));
    return { started: 0, waiting: 0, strays: strays.length, isCut: false };
  }
  const { value: definition } = await requireProject(ports.projects, project);
  const capacity = await readCapacity(ports, door, definition);
  const { value: refused } = await ports.refused.get(door, project);
  const { looked, waiting, unknown } = await lookAtNames(ports, {
    ...{ door, definition, capacity, names: free, refused, share },
  });
  const most = rulesAt(door, definition).maxIdle;
  const seen = { there: free, looked, most, now: ports.clock.now() };
  await rememberRefused(ports, { door, project }, (before) => refusedAfter(before, seen));
  const queue = await inQueue(ports, { door, definition, capacity, waiting });
  const of = { door, definition, capacity, failures, share, waiting, unknown, queue };
  const names = new DoorQueue(ports, workflows, of);
  return { ...(await names.openTurn()), strays: strays.length };
}

interface Queue {
  readonly door: Door;
  readonly definition: Project;
  readonly capacity: Capacity;
  /** All that wait: those that were looked at, and the others. */
  readonly waiting: readonly Waiting[];
  readonly unknown: readonly UploadPath[];
  readonly failures: Failures;
  readonly share: TimeSlice;
  /** Those that may be opened, in their order. */
  readonly queue: readonly UploadPath[];
}

/** The names at one door while a sweep takes them in, turn by turn. */
class DoorQueue {
  readonly #ports: WaitingPorts;
  readonly #workflows: Workflows;
  readonly #all: Queue;
  /** These do not wait for room: they are open now, their files are away, or they wait for something else. */
  readonly #gone = new Set<UploadPath>();
  #next = 0;
  #started = 0;

  constructor(ports: WaitingPorts, workflows: Workflows, all: Queue) {
    this.#ports = ports;
    this.#workflows = workflows;
    this.#all = all;
  }

  async openTurn(): Promise<OpenedNames> {
    const { capacity, queue, share } = this.#all;
    const room = capacity.kind === 'room' ? capacity.free : 0;
    const before = this.#started;
    const isOver = () => this.#started === room || this.#next === queue.length || share.isOver();
    while (!isOver() && this.#started - before < mostInTurn) await this.#openOne();
    const opened = await this.#remember(this.#started - before);
    return isOver() ? opened : { ...opened, isCut: true, more: () => this.openTurn() };
  }

  async #openOne(): Promise<void> {
    const { door, queue, failures } = this.#all;
    const upload = queue[this.#next];
    this.#next += 1;
    if (upload === undefined) return;
    const path = pathOf(upload);
    await failures.keep(`${door} ${path}`, async () => {
      const { kind } = await announceUpload(this.#ports, this.#workflows, { door, path, isNext: true });
      if (kind === 'started') this.#started += 1;
      if (kind !== 'waits-for-room') this.#gone.add(upload);
    });
  }

  async #remember(started: number): Promise<Omit<OpenedNames, 'more'>> {
    const { door, definition, capacity, share, unknown } = this.#all;
    const seen = this.#all.waiting.map(({ upload }) => upload);
    const left = [...seen.filter((upload) => !this.#gone.has(upload)), ...unknown];
    const waiting = left.length;
    const why = whyOf(capacity, this.#started);
    const isOdd = started % 2 === 1;
    const note = await rememberDoor(this.#ports, { door, project: definition.id }, (before) => ({
      ...lookedAt(before, { waiting, why }),
      ...(isOdd ? { newestNext: !before.newestNext } : {}),
    }));
    const isCut = waiting > 0 && why === undefined && share.isOver();
    const opened = { started, waiting, strays: 0, isCut };
    if (note.why === undefined || !isNotifiedNow(note, this.#ports.clock.now())) return opened;
    const untold = { door, project: definition, waiting, why: note.why, names: left.map(({ name }) => name) };
    return { ...opened, untold };
  }
}

/** Undefined where room was left: then a name waits only until the sweep comes to it again. */
function whyOf(capacity: Capacity, started: number): WhyWaiting | undefined {
  if (capacity.kind === 'wait') return capacity.why;
  return started === capacity.free ? 'full' : undefined;
}

/** What lies at a door of a project: names that nothing holds in any spelling, and paths that can be no upload. */
async function namesAt({ listing, register }: WaitingPorts, door: Door, top: string, share: TimeSlice) {
  const project = top.slice(0, -1);
  const names = (await register.openNames(door, project)).keys();
  const held = new Set([...names].map(foldCase));
  const free: UploadPath[] = [];
  const strays: string[] = [];
  for await (const name of within(share, listing.children(doorFacts(door).container, top))) {
    const upload = parseUploadPath(`${top}${name}`);
    if (upload === undefined) strays.push(`${top}${name}`);
    else if (!held.has(foldCase(upload.name))) free.push(upload);
  }
  return { project, free, strays };
}

/** The names in the order in which they are opened; none while nothing is. Where there is room for all of them it is any. */
async function inQueue(
  { register }: Pick<WaitingPorts, 'register'>,
  { door, definition, capacity, waiting }: Pick<Queue, 'door' | 'definition' | 'capacity' | 'waiting'>,
): Promise<readonly UploadPath[]> {
  if (capacity.kind === 'wait') return [];
  const oldestFirst = waiting.toSorted((one, other) => (one.since < other.since ? -1 : 1)).map(({ upload }) => upload);
  if (oldestFirst.length <= capacity.free) return oldestFirst;
  const { value } = await register.rememberedDoor(door, definition.id);
  return inTurnByAge(oldestFirst, value.newestNext ?? false);
}

function pathOf({ project, name, shape }: UploadPath): string {
  return `${project}/${name}${shape === 'folder' ? '/' : ''}`;
}
