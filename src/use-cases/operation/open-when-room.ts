import { isDeepStrictEqual } from 'node:util';
import { requireProject } from '../../activities/operation/operations.ts';
import type { Door } from '../../domain/base/door.ts';
import {
  type Capacity,
  capacityOf,
  type DoorNote,
  isUnderWay,
  keptForWaiting,
} from '../../domain/lifecycle/capacity.ts';
import type { PendingWork } from '../../domain/notification/pending-work.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { Project } from '../../domain/project/project.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Ports } from '../../ports/ports.ts';
import { ConflictError, type OpenOperation, type RememberedDoor } from '../../ports/records.ts';
import { atOnce } from '../base/at-once.ts';
import { isRegisterLost } from '../overview/find-lost.ts';

type RoomPorts = Pick<Ports, 'projects' | 'register' | 'audit' | 'clock'>;

/** `isNext`: it is its turn; otherwise half of the room is kept for names that wait already. */
export interface Opening {
  readonly operation: Operation;
  readonly owed: readonly PendingWork[];
  readonly isNext: boolean;
}

/** `standing` is the operation that holds the name. */
type Opened = { readonly opened: true } | { readonly opened: false; readonly standing?: OpenOperation };

export const whyNoRoom = 'The door has no room for it now, or others wait there already; the sweep takes it in';

/**
 * Opens the operation when its project has room at the door, or answers that its name waits for the sweep. Two openings that compete
 * never both count the same room: the one that comes second counts again.
 */
export async function openWhenRoom(ports: RoomPorts, opening: Opening): Promise<Opened> {
  try {
    return await onConflictAgain(() => tryToOpen(ports, opening));
  } catch (error) {
    // So many open here at this moment that the sweep is the quicker one.
    if (error instanceof ConflictError) return { opened: false };
    throw error;
  }
}

async function tryToOpen(ports: RoomPorts, { operation, owed, isNext }: Opening): Promise<Opened> {
  const { door, project } = operation;
  const remembered = await countedDoor(ports, { door, project });
  if (remembered === undefined) return { opened: false };
  const { value: definition } = await requireProject(ports.projects, project);
  const kept = isNext ? 0 : keptForWaiting(door, definition, remembered.value.waiting);
  const capacity = await readCapacity(ports, door, definition);
  if (capacity.kind === 'room' && capacity.free <= kept) return { opened: false };
  if (capacity.kind === 'room') {
    const answer = await ports.register.open(operation, owed, remembered);
    return answer.opened ? answer : { opened: false, standing: { id: answer.id, name: answer.name } };
  }
  if (!isNext && remembered.value.waiting === 0) {
    const value = { ...remembered.value, waiting: 1, why: capacity.why };
    await ports.register.rememberDoor({ ...remembered, value });
  }
  return { opened: false };
}

/**
 * A door as it is counted for an opening; undefined where the register has lost what was taken there before. Somebody may have written the row of a
 * door since the loss, so that it says itself that the register was looked at.
 */
export async function countedDoor(
  { register, audit }: Pick<Ports, 'register' | 'audit'>,
  { door, project }: { readonly door: Door; readonly project: string },
): Promise<RememberedDoor | undefined> {
  const { value, etag } = await register.rememberedDoor(door, project);
  if (!value.checked && (await isRegisterLost({ register, audit }, project))) return undefined;
  return { value: { ...value, checked: true }, etag };
}

/**
 * Counts what is under way at a door of the project. A row that cannot be read is nothing that goes on, so it takes no room once the sweep has met
 * it. Operations are read only where the row of their name does not say whether they rest.
 */
export async function readCapacity(
  { register, clock }: Pick<Ports, 'register' | 'clock'>,
  door: Door,
  project: Project,
): Promise<Capacity> {
  const held = await register.heldNames(door, project.id);
  let underWay = held.filter(({ rests }) => rests === false).length;
  const unsaid = held.filter(({ rests }) => rests === undefined);
  await atOnce(8, unsaid, async ({ id }) => {
    const stored = await register.get({ project: project.id, id }).catch(() => undefined);
    if (stored !== undefined && isUnderWay(stored.value)) underWay += 1;
  });
  return capacityOf(door, project, underWay, clock.now());
}

/** Changes what is remembered of a door, and gives it as it stands then. Writes nothing when nothing is different. */
export async function rememberDoor(
  { register }: Pick<Ports, 'register'>,
  { door, project }: { readonly door: Door; readonly project: string },
  change: (note: DoorNote) => DoorNote,
): Promise<DoorNote> {
  return await onConflictAgain(async () => {
    const { value, etag } = await register.rememberedDoor(door, project);
    const next = change(value);
    const isSame = isDeepStrictEqual(next, value);
    if (!isSame) await register.rememberDoor({ value: next, etag });
    return next;
  });
}
