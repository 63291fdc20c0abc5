import { createHash } from 'node:crypto';
import { noProject, requireProject } from '../../activities/operation/operations.ts';
import { writePendingLines } from '../../activities/operation/pending-lines.ts';
import { eventOf } from '../../activities/operation/record.ts';
import { note, openingStep, systemChain } from '../../domain/audit/audit-event.ts';
import type { AuditEvent } from '../../domain/audit/chain-line.ts';
import type { Door } from '../../domain/base/door.ts';
import { pendingAfter } from '../../domain/notification/pending-work.ts';
import { isMarker, parseUploadPath, projectIdPattern, type UploadPath } from '../../domain/operation/blob-name.ts';
import type { Operation, OperationKey } from '../../domain/operation/operation.ts';
import { rulesAt } from '../../domain/project/project.ts';
import type { Ports } from '../../ports/ports.ts';
import type { OpenOperation } from '../../ports/records.ts';
import { lookAtUpload } from '../refused/look-at-upload.ts';
import { type IsDefined, isDefinedIn } from './defined-recently.ts';
import { openWhenRoom, whyNoRoom } from './open-when-room.ts';

/** `isDefined` may answer from memory whether a project is there; without it the definition is read. */
export type StartPorts = Pick<Ports, 'listing' | 'projects' | 'register' | 'audit' | 'clock' | 'random'> & {
  readonly isDefined?: IsDefined;
};

/**
 * What an uploaded blob leads to: a new operation, the open one of its name (`marker`: the blob is its `_COMPLETE`, so the upload
 * has ended), a name that has to wait for another or for room at its door, one that is refused, since its listing shows already that it breaks the
 * project's rules, or nothing, because it lies outside every project, is gone by now or is the marker of a folder.
 */
export type Started =
  | { readonly kind: 'started'; readonly key: OperationKey }
  | { readonly kind: 'open'; readonly key: OperationKey; readonly marker: boolean }
  | { readonly kind: 'stray'; readonly reason: string }
  | { readonly kind: 'waits' | 'waits-for-room'; readonly reason: string }
  | { readonly kind: 'refused' }
  | { readonly kind: 'nothing' };

/**
 * Finds or opens the operation of an uploaded blob; `path` is relative to the door's container. The caller then starts its
 * orchestration, which may be repeated. An orphan blob is recorded once per top-level folder and never touched. News that is older
 * than the end of its upload's operation opens none: by then the files are deleted, and it would be rejected as empty. `isNext`: the
 * sweep says that it is this name's turn, so no room is kept for others that wait.
 */
export async function startOperation(
  ports: StartPorts,
  { door, path, isNext = false }: { readonly door: Door; readonly path: string; readonly isNext?: boolean },
): Promise<Started> {
  const reason = await whyOrphan(ports, path);
  const upload = reason === undefined ? parseUploadPath(path) : undefined;
  if (!upload) {
    const orphan = { door, path, reason: reason ?? namelessReason };
    await recordOrphans(ports, [orphan]);
    return { kind: 'stray', reason: orphan.reason };
  }
  const { project, name } = upload;
  const marker = upload.shape === 'folder' && isMarker(upload.rest);
  const standing = await ports.register.openOf(door, project, name);
  if (standing !== undefined) return joinOrWait(upload, standing, marker);
  const rules = rulesAt(door, (await requireProject(ports.projects, project)).value);
  const { there, problems } = await lookAtUpload(ports, { door, upload, rules });
  if (there !== 'files') return there === 'marker' ? { kind: 'waits', reason: markerAlone } : { kind: 'nothing' };
  if (problems.length > 0) return { kind: 'refused' };
  const operation = newOperation(ports, door, upload);
  const answer = await openWhenRoom(ports, {
    operation,
    owed: pendingAfter(operation, openedEvent(operation)),
    isNext,
  });
  if ('standing' in answer) return joinOrWait(upload, answer.standing, marker);
  if (!answer.opened) return { kind: 'waits-for-room', reason: whyNoRoom };
  await writePendingLines(ports, operation);
  return { kind: 'started', key: { project, id: operation.id } };
}

export const markerAlone = 'Only the marker _COMPLETE lies there, without a file; the next upload takes it';

export function whyWaits({ id, name }: OpenOperation): string {
  return `It waits until ${id} has ended, whose name ${JSON.stringify(name)} differs only in upper and lower case`;
}

function joinOrWait({ project, name }: UploadPath, standing: OpenOperation, marker: boolean): Started {
  if (standing.name !== name) return { kind: 'waits', reason: whyWaits(standing) };
  return { kind: 'open', key: { project, id: standing.id }, marker };
}

const namelessReason = 'It lies directly in a project and has no name of a dataset or package';

/** Why a path belongs to no project, in a sentence; undefined when it does belong to one. */
export async function whyOrphan(
  { projects, isDefined = isDefinedIn(projects) }: Pick<StartPorts, 'projects' | 'isDefined'>,
  path: string,
): Promise<string | undefined> {
  const [project = '', name] = path.split('/');
  if (name === undefined) return 'It lies outside any project folder';
  if (!projectIdPattern.test(project)) return `${JSON.stringify(project)} cannot be the id of a project`;
  if (!(await isDefined(project))) return noProject(project);
  return undefined;
}

export function newOperation(
  { clock, random }: Pick<StartPorts, 'clock' | 'random'>,
  door: Door,
  { project, name, shape }: UploadPath,
): Operation {
  const now = clock.now().toISOString();
  return {
    id: random.operationId(door),
    door,
    project,
    name,
    shape,
    state: 'receiving',
    revision: 0,
    startedAt: now,
    since: now,
    problems: [],
    transfers: [],
  };
}

export function openedEvent(operation: Operation): AuditEvent {
  const { door, name, shape, startedAt } = operation;
  const data = { name, shape, startedAt, row: JSON.stringify(operation) };
  return eventOf(operation, { id: openingStep, kind: `${door}.receiving`, data }, startedAt);
}

/** Records what lies outside every project, once for each top-level name. */
export async function recordOrphans(
  { audit, clock }: Pick<Ports, 'audit' | 'clock'>,
  orphans: readonly { readonly door: Door; readonly path: string; readonly reason: string }[],
): Promise<void> {
  const at = clock.now();
  const events = orphans.map(({ door, path, reason }) => {
    const [top = ''] = path.split('/');
    const hash = createHash('sha256').update(`${door}/${top}`).digest('hex').slice(0, 32);
    return note(systemChain, { id: `stray.${hash}`, at, kind: 'upload.stray', data: { door, path, reason } });
  });
  if (events.length > 0) await audit.append(systemChain, events);
}
