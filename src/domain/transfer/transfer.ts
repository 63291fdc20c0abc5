import { pauseAfter } from '../base/time.ts';
import { isPattern } from '../operation/blob-name.ts';
import type { ManifestSummary } from '../operation/manifest.ts';
import type { Operation } from '../operation/operation.ts';
import type { TransferStep } from '../operation/operation-lists.ts';

/** The steps that copy files of a list, and the steps that delete a folder. */
export type CopyStep = 'ingress-copy' | 'export-freeze' | 'export-release' | 'export-return';
export type DeleteStep = Exclude<TransferStep, CopyStep>;

/** The deletes of what people uploaded. All others empty a folder that Data Factory alone has written. */
export type SourceDelete = 'ingress-delete' | 'discard' | 'export-delete';
/** Whether a hold keeps the step from beginning. What takes released files away again goes on during a hold. */
export function isKeptByHold(step: TransferStep): boolean {
  return step !== 'release-revoke';
}

export type TransferSubject = Pick<Operation, 'id' | 'project' | 'name' | 'shape' | 'version'>;

/** The folder of an upload, relative to its container: that of the project when the upload is one file. */
export function uploadFolder({ project, name, shape }: TransferSubject): string {
  return shape === 'folder' ? `${project}/${name}` : project;
}

/** Where a copy reads and writes, relative to the two containers. Throws when a dataset has no version yet. */
export function copyFolders(
  operation: TransferSubject,
  step: CopyStep,
): { readonly source: string; readonly target: string } {
  const { id, project, name } = operation;
  const frozen = `${project}/${id}`;
  const out = `${project}/${name}/${id}`;
  switch (step) {
    case 'ingress-copy':
      return { source: uploadFolder(operation), target: versionFolder(operation) };
    case 'export-freeze':
      return { source: uploadFolder(operation), target: frozen };
    case 'export-release':
    case 'export-return':
      return { source: frozen, target: out };
  }
}

/** Throws when the operation has no version yet. */
function versionFolder({ id, project, name, version }: TransferSubject): string {
  if (version === undefined) throw new Error(`The dataset ${id} has no version yet`);
  return `${project}/${name}/v${version}`;
}

/** Where the list of files to copy lies in the container `transfers`. */
function listPathOf(operation: TransferSubject, step: CopyStep, attempt: number): string {
  return `${operation.id}/${step}-${attempt}.txt`;
}

/** The parameters of a copy run. Each attempt has its own list, so that a late run of an earlier one finds none. */
export function copyParameters(operation: TransferSubject, step: CopyStep, attempt: number): Record<string, string> {
  const { source, target } = copyFolders(operation, step);
  return {
    operationId: operation.id,
    sourceFolder: source,
    targetFolder: target,
    listPath: listPathOf(operation, step, attempt),
  };
}

/** What was kept is cleared after the end, whichever it was. */
const statesOfSteps: Readonly<Record<Exclude<TransferStep, ClearStep>, readonly string[]>> = {
  'ingress-copy': ['copying'],
  'ingress-delete': ['deleting'],
  discard: ['discarding'],
  'export-freeze': ['freezing'],
  'export-delete': ['freezing', 'discarding'],
  'export-release': ['releasing'],
  'export-return': ['returning'],
  'release-revoke': ['revoking'],
  'export-discard': ['discarding'],
  'dataset-retract': ['retracting'],
};

/** Whether the step belongs to the state. An instance that did not hear of a move must begin nothing of the state before it. */
export function belongsTo(step: TransferStep, state: string): boolean {
  return isClearStep(step) || statesOfSteps[step].includes(state);
}

/** A package lies at `exports` or, once it is frozen and its originals are gone, in `review`. */
export function discardStep({
  door,
  package: frozen,
}: Pick<Operation, 'door' | 'package'>): Extract<DeleteStep, 'discard' | 'export-delete' | 'export-discard'> {
  if (door === 'ingress') return 'discard';
  return frozen === undefined ? 'export-delete' : 'export-discard';
}

/** Why nothing of the operation may be deleted by a run, in a sentence; undefined when it may. No test tells what a pattern would reach. */
export function undeletable({ project, name }: TransferSubject): string | undefined {
  if (!isPattern(name)) return undefined;
  return `Nothing was deleted: the name ${JSON.stringify(name)} in ${project} holds *, ? or ^, which Data Factory reads as a pattern. Delete it by hand.`;
}

/** `endTime` (ISO 8601) is exclusive: what was written then or later stays. Throws for a name that is `undeletable`. */
export function deleteParameters(
  operation: TransferSubject,
  step: DeleteStep,
  endTime: string,
): Record<string, string> {
  const refusal = undeletable(operation);
  if (refusal !== undefined) throw new Error(refusal);
  const { id: operationId, name } = operation;
  if (!emptiesCopy(step)) {
    return {
      operationId,
      folder: uploadFolder(operation),
      fileName: operation.shape === 'folder' ? '*' : name,
      endTime,
    };
  }
  return { operationId, folder: copyFolders(operation, emptied[step]).target, fileName: '*', endTime };
}

/** The copy whose target each of these deletes empties. */
const emptied: Readonly<Record<Exclude<DeleteStep, SourceDelete>, CopyStep>> = {
  'export-discard': 'export-freeze',
  'review-clear': 'export-freeze',
  'returned-clear': 'export-return',
  'release-revoke': 'export-release',
  'dataset-retract': 'ingress-copy',
};

/** Tells the deletes of what was copied from those of what people uploaded. */
export function emptiesCopy(step: DeleteStep): step is Exclude<DeleteStep, SourceDelete> {
  return Object.hasOwn(emptied, step);
}

export function copyEmptiedBy(step: Exclude<DeleteStep, SourceDelete>): CopyStep {
  return emptied[step];
}

export interface ActivityRun {
  readonly name: string;
  readonly type: string;
  readonly status: string;
  readonly output: Readonly<Record<string, unknown>>;
  readonly error: string;
}

export type TransferVerdict = { readonly ok: true } | { readonly ok: false; readonly message: string };

/** Judges a copy by what its Copy activities wrote and verified, not by the run's own 'Succeeded'. */
export function judgeCopy(
  activities: readonly ActivityRun[],
  summary: Pick<ManifestSummary, 'count'>,
): TransferVerdict {
  const failed = firstFailure(activities);
  if (failed) return failed;
  const copies = activities.filter((activity) => activity.type === 'Copy');
  if (copies.length !== 1) return { ok: false, message: `The run has ${copies.length} copy activities instead of one` };
  const output = copies[0]?.output ?? {};
  const verified = Reflect.get(Object(output['dataConsistencyVerification']), 'VerificationResult');
  const found = {
    filesRead: output['filesRead'],
    filesWritten: output['filesWritten'],
    skipped: output['filesSkipped'] ?? 0,
  };
  if (found.filesRead !== summary.count || found.filesWritten !== summary.count || found.skipped !== 0) {
    const message = `The manifest has ${summary.count} files; Data Factory read ${String(found.filesRead)}, wrote ${String(found.filesWritten)} and skipped ${String(found.skipped)}`;
    return { ok: false, message };
  }
  if (verified !== 'Verified')
    return { ok: false, message: `Data Factory did not verify the copy: ${String(verified)}` };
  return { ok: true };
}

/** Judges a delete by its activities. Whether everything is gone only a listing can tell. */
export function judgeDelete(activities: readonly ActivityRun[]): TransferVerdict {
  if (!activities.some((activity) => activity.type === 'Delete')) {
    return { ok: false, message: 'The run has no delete activity' };
  }
  return firstFailure(activities) ?? { ok: true };
}

function firstFailure(activities: readonly ActivityRun[]): TransferVerdict | undefined {
  const failed = activities.find((activity) => activity.status !== 'Succeeded');
  if (!failed) return undefined;
  return {
    ok: false,
    message: `The activity ${failed.name} ended as ${failed.status}: ${failed.error || 'no reason given'}`,
  };
}

/** Seconds until the next look at what runs since that time: from the first pause up to five minutes. */
export function nextPollSeconds(since: string, now: Date, first: number): number {
  return pauseAfter(since, now, { least: first, most: 300 });
}

export type ClearStep = 'review-clear' | 'returned-clear';

/** Whether a step clears what was kept; such steps run after the end of their operation, and no others do. */
export function isClearStep(step: string): step is ClearStep {
  return step === 'review-clear' || step === 'returned-clear';
}
