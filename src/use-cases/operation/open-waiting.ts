import { requireProject } from '../../activities/operation/operations.ts';
import { type Door, doorFacts } from '../../domain/base/door.ts';
import { type Share, within } from '../../domain/base/share.ts';
import { type Capacity, isToldNow, lookedAt, someInTurn, type WhyWaiting } from '../../domain/lifecycle/capacity.ts';
import { foldCase, parseUploadPath, type UploadPath } from '../../domain/operation/blob-name.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Workflows } from '../../ports/workflows.ts';
import { atOnce } from '../base/at-once.ts';
import type { Failures } from '../base/failures.ts';
import { announceUpload } from './announce-upload.ts';
import { readCapacity, rememberDoor } from './open-when-room.ts';
import type { WaitingNames } from './tell-waiting.ts';

export type WaitingPorts = Pick<Ports, 'listing' | 'projects' | 'register' | 'random' | 'audit' | 'clock'>;

/** One project's names at one door; `top` is its top-level folder, with the slash. */
export interface Waiting {
  readonly door: Door;
  readonly top: string;
  readonly failures: Failures;
  readonly share: Share;
}

/** Names that wait, before anybody is told. */
export type Untold = Omit<WaitingNames, 'until'>;

/** What became of the names at a door of one project. */
interface OpenedNames {
  readonly started: number;
  readonly waiting: number;
  readonly strays: number;
  /** The share was over before all names were listed, or while there was room and names waited. */
  readonly isCut: boolean;
  /** Of whom people are to be told now. */
  readonly untold?: Untold;
}

/** A listing tells when a folder began only by a request of its own, so no more are asked for in one sweep. */
const mostAges = 1000;
const agesAtOnce = 8;

/**
 * Opens the names at a door that no operation holds, the oldest first, as far as there is room; the others are counted, remembered for the
 * dashboard, and given to be told of once a day.
 */
export async function openWaiting(
  ports: WaitingPorts,
  workflows: Workflows,
  { door, top, failures, share }: Waiting,
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
    return { started: 0, waiting: 0, strays: strays.length, isCut: false };
  }
  const { value: definition } = await requireProject(ports.projects, project);
  const capacity = await readCapacity(ports, door, definition);
  const { started, gone } = await openOldest(ports, workflows, { door, capacity, names: free, failures, share });
  const left = free.filter((upload) => !gone.has(upload));
  const waiting = left.length;
  const why = whyOf(capacity, started);
  const note = await rememberDoor(ports, { door, project }, (before) => lookedAt(before, { waiting, why }));
  const isCut = waiting > 0 && why === undefined && share.isOver();
  const opened = { started, waiting, strays: strays.length, isCut };
  if (note.why === undefined || !isToldNow(note, ports.clock.now())) return opened;
  const names = left.map(({ name }) => name);
  return { ...opened, untold: { door, project: definition, waiting, why: note.why, names } };
}

/** Undefined where room was left: then a name waits only until the sweep comes to it again. */
function whyOf(capacity: Capacity, started: number): WhyWaiting | undefined {
  if (capacity.kind === 'wait') return capacity.why;
  return started === capacity.free ? 'full' : undefined;
}

/** What lies at a door of a project: names that nothing holds in any spelling, and paths that can be no upload. */
async function namesAt({ listing, register }: WaitingPorts, door: Door, top: string, share: Share) {
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

interface Queue {
  readonly door: Door;
  readonly capacity: Capacity;
  readonly names: readonly UploadPath[];
  readonly failures: Failures;
  readonly share: Share;
}

/** Opens as many names as there is room for. `gone`: these do not wait for room: they are open now, their files are away, or they wait for something else. */
async function openOldest(
  ports: WaitingPorts,
  workflows: Workflows,
  { door, capacity, names, failures, share }: Queue,
): Promise<{ readonly started: number; readonly gone: ReadonlySet<UploadPath> }> {
  let started = 0;
  const gone = new Set<UploadPath>();
  if (capacity.kind === 'wait') return { started, gone };
  const queue = names.length > capacity.free ? await oldestFirst(ports, door, names, share) : names;
  for (const upload of queue) {
    if (started === capacity.free || share.isOver()) break;
    const path = pathOf(upload);
    await failures.keep(`${door} ${path}`, async () => {
      const { kind } = await announceUpload(ports, workflows, { door, path, isNext: true });
      if (kind === 'started') started += 1;
      if (kind !== 'waits-for-room') gone.add(upload);
    });
  }
  return { started, gone };
}

async function oldestFirst(
  { listing, clock }: WaitingPorts,
  door: Door,
  names: readonly UploadPath[],
  share: Share,
): Promise<UploadPath[]> {
  const aged: { upload: UploadPath; since: string }[] = [];
  const step = async (upload: UploadPath) => {
    const since = await changedFirst({ listing }, door, upload);
    if (since !== undefined) aged.push({ upload, since });
  };
  await atOnce(agesAtOnce, someInTurn(names, mostAges, clock.now()), step, share.isOver);
  return aged.sort((one, other) => (one.since < other.since ? -1 : 1)).map(({ upload }) => upload);
}

/** When the oldest file changed that the first page of the listing shows; undefined when nothing is there any more. */
async function changedFirst(
  { listing }: Pick<Ports, 'listing'>,
  door: Door,
  upload: UploadPath,
): Promise<string | undefined> {
  const path = pathOf(upload);
  for await (const { blobs } of listing.pages(doorFacts(door).container, path)) {
    const own = upload.shape === 'folder' ? blobs : blobs.filter((blob) => blob.path === path);
    const times = own.map(({ lastModified }) => lastModified).sort();
    if (times[0] !== undefined) return times[0];
  }
  return undefined;
}

function pathOf({ project, name, shape }: UploadPath): string {
  return `${project}/${name}${shape === 'folder' ? '/' : ''}`;
}
