import { moveOperation } from '../../activities/operation/move.ts';
import { writePendingLines } from '../../activities/operation/pending-lines.ts';
import { keepListing } from '../../activities/transfer/prepare-discard.ts';
import { type Door, orchestrationOf } from '../../domain/base/door.ts';
import { IllegalMove } from '../../domain/base/errors.ts';
import { type RefusedName, seenOf, unchangedOf } from '../../domain/lifecycle/refused-names.ts';
import { pendingAfter } from '../../domain/notification/pending-work.ts';
import type { UploadPath } from '../../domain/operation/blob-name.ts';
import type { Operation, OperationKey, Withdrawal } from '../../domain/operation/operation.ts';
import { type Project, rulesAt } from '../../domain/project/project.ts';
import { undeletable } from '../../domain/transfer/transfer.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Ports } from '../../ports/ports.ts';
import { ConflictError } from '../../ports/records.ts';
import type { Workflows } from '../../ports/workflows.ts';
import { atOnce } from '../base/at-once.ts';
import { countedDoor } from '../operation/open-when-room.ts';
import { newOperation, openedEvent } from '../operation/start-operation.ts';
import { lookAtUpload } from './look-at-upload.ts';
import { rememberRefused } from './remember-refused.ts';

type DiscardPorts = Pick<
  Ports,
  'refused' | 'register' | 'projects' | 'listing' | 'manifests' | 'audit' | 'clock' | 'random'
>;

/** What somebody wants deleted: all that a list shows, named by its digest. */
export interface RefusedAsked {
  readonly door: Door;
  readonly project: Project;
  readonly digest: string;
  readonly by: string;
  readonly part: Withdrawal['part'];
  readonly reason: string;
}

/** What is being deleted, by name, and what is left: it moved since it was shown, or no run may delete it. */
export interface DiscardedNames {
  readonly discarding: readonly string[];
  readonly left: readonly string[];
}

const atATime = 8;

/**
 * Has deleted what a list of refused names shows, as it was shown: each name becomes an operation that is taken back and discarded at once, with
 * its lines and its receipt. Undefined where nobody knows the list any more. Throws IllegalMove in a closed project, where none may open.
 */
export async function discardRefused(
  ports: DiscardPorts,
  workflows: Workflows,
  asked: RefusedAsked,
): Promise<DiscardedNames | undefined> {
  const { door, project, digest } = asked;
  if (project.closed !== undefined)
    throw new IllegalMove(
      `The project ${project.id} is closed, so nothing opens at its doors. Remove the files, or have an administrator of the storage remove them.`,
    );
  const list = unchangedOf((await ports.refused.get(door, project.id)).value, digest);
  if (list === undefined) return undefined;
  const same: RefusedName[] = [];
  await atOnce(atATime, list.standing, async (one) => void ((await isAsShown(ports, asked, one)) && same.push(one)));
  const open = new Map<RefusedName, Operation>();
  // One after the other: each opening counts the door anew.
  for (const one of same) {
    const operation = await openedFor(ports, asked, one);
    if (operation !== undefined) open.set(one, operation);
  }
  const discarding: RefusedName[] = [];
  await atOnce(atATime, open, async ([one, operation]) => {
    if (await takeBackAndDiscard(ports, workflows, asked, { one, operation })) discarding.push(one);
  });
  const gone = new Set([...open.keys()].map(({ seen }) => seen));
  await rememberRefused(ports, { door, project: project.id }, (now) => ({
    ...now,
    names: now.names.filter(({ seen }) => !gone.has(seen)),
  }));
  const left = list.standing.filter((one) => !discarding.includes(one)).map(({ name }) => name);
  return { discarding: discarding.map(({ name }) => name).sort(), left: [...list.moved, ...left].sort() };
}

function uploadOf({ id: project }: Project, { name, shape }: RefusedName): UploadPath {
  return { project, name, shape, rest: '' };
}

/** Whether a run may delete what lies there, and it is what was shown. */
async function isAsShown(ports: DiscardPorts, { door, project }: RefusedAsked, one: RefusedName): Promise<boolean> {
  const upload = uploadOf(project, one);
  if (undeletable({ id: '', ...upload }) !== undefined) return false;
  const { problems, print } = await lookAtUpload(ports, { door, upload, rules: rulesAt(door, project) });
  return problems.length > 0 && seenOf({ upload, problems, print }) === one.seen;
}

/** The operation of the name; undefined where another one holds it by now, the project was closed, the register is lost, or the door is too busy. */
async function openedFor(
  ports: DiscardPorts,
  { door, project }: RefusedAsked,
  one: RefusedName,
): Promise<Operation | undefined> {
  const operation = newOperation(ports, door, uploadOf(project, one));
  try {
    return await onConflictAgain(async () => {
      const counted = await countedDoor(ports, { door, project: project.id });
      const definition = await ports.projects.get(project.id);
      if (counted === undefined || definition === undefined || definition.value.closed !== undefined) return undefined;
      const owed = pendingAfter(operation, openedEvent(operation));
      return (await ports.register.open(operation, owed, counted)).opened ? operation : undefined;
    });
  } catch (error) {
    if (error instanceof ConflictError) return undefined;
    throw error;
  }
}

/**
 * Says whether it is being deleted. What is listed here is what a discard takes, so the name is looked at once more behind that listing: where
 * anything came to it since it was shown, it goes on as an upload like any other.
 */
async function takeBackAndDiscard(
  ports: DiscardPorts,
  workflows: Workflows,
  all: RefusedAsked,
  { one, operation }: { readonly one: RefusedName; readonly operation: Operation },
): Promise<boolean> {
  const { by, part, reason } = all;
  await writePendingLines(ports, operation);
  await keepListing(ports, operation);
  if (!(await isAsShown(ports, all, one))) return false;
  const key: OperationKey = { project: operation.project, id: operation.id };
  const withdrawal = { by, part, reason, at: ports.clock.now().toISOString() };
  const asked = { key, actor: by, reason };
  await moveOperation(ports, { ...asked, from: 'receiving', event: 'withdraw' }, () => ({ withdrawal }));
  const moved = await moveOperation(ports, { ...asked, from: 'withdrawing', event: 'discard' });
  const { flow, instance } = orchestrationOf(moved);
  await workflows.start(flow, instance, key);
  return true;
}
