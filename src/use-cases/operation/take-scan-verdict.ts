import { amend } from '../../activities/operation/operations.ts';
import { record } from '../../activities/operation/record.ts';
import { isCopy, sourceLocation, sourceManifest, takesSource } from '../../activities/transfer/places.ts';
import { orchestrationOf } from '../../domain/base/door.ts';
import { factsOf } from '../../domain/lifecycle/advance.ts';
import { parseUploadPath } from '../../domain/operation/blob-name.ts';
import type { Operation, OperationKey } from '../../domain/operation/operation.ts';
import { type DoorUrls, parseScanEvent } from '../../domain/transfer/scan-event.ts';
import { holdsMalware, isWakeDue, malwareProblems } from '../../domain/transfer/scan-gate.ts';
import { markOf, type ScanVerdict, scannedFile } from '../../domain/transfer/scan-verdict.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Workflows } from '../../ports/workflows.ts';
import type { CancelPorts } from './cancel-releases.ts';
import { holdForMalware } from './hold.ts';

export type TakePorts = CancelPorts & Pick<Ports, 'scanVerdicts' | 'manifests' | 'holds' | 'random'>;

/** `alarms`: operations that had copied a file before it turned out to be malware. */
export type TakenVerdict =
  | { readonly kind: 'kept'; readonly alarms: readonly OperationKey[] }
  /** It is about no file at a door of ours, or says not which state of it. */
  | { readonly kind: 'foreign' };

/**
 * Takes a message of the queue of scan results: keeps the verdict, wakes the upload that waits for it, and when malware was copied already
 * alarms and holds the project. May be repeated. Throws for a message that is no scan result, which passes nothing.
 */
export async function takeScanVerdict(
  ports: TakePorts,
  workflows: Workflows,
  { doorUrls }: { readonly doorUrls: DoorUrls },
  message: unknown,
): Promise<TakenVerdict> {
  const verdict = parseScanEvent(message, doorUrls);
  const upload = verdict && parseUploadPath(verdict.path);
  if (verdict === undefined || upload === undefined) return { kind: 'foreign' };
  await ports.scanVerdicts.keep(verdict);
  const { project, name } = upload;
  const id = await ports.register.openId(verdict.door, project, name);
  if (id !== undefined) await wakeScanning(ports, workflows, { project, id }, verdict);
  if (verdict.result !== 'malicious') return { kind: 'kept', alarms: [] };
  return { kind: 'kept', alarms: await alarmCopiedMalware(ports, workflows, verdict, upload) };
}

async function wakeScanning(
  { register, clock }: TakePorts,
  workflows: Workflows,
  key: OperationKey,
  verdict: ScanVerdict,
): Promise<void> {
  const operation = (await register.get(key))?.value;
  if (operation?.state !== 'scanning' || !isWakeDue(operation.scan, verdict, clock.now())) return;
  await workflows.wake(orchestrationOf(operation).instance);
}

/**
 * Malware in a file that was copied before its verdict came: the audit tells of it, the operation is marked while it is under way, so that it is neither
 * released nor made available, the project is put on hold, and whoever called is to alarm people.
 */
async function alarmCopiedMalware(
  ports: TakePorts,
  workflows: Workflows,
  verdict: ScanVerdict,
  { project, name }: { readonly project: string; readonly name: string },
): Promise<OperationKey[]> {
  const alarms: OperationKey[] = [];
  for await (const operation of operationsOf(ports, verdict, project, name)) {
    const path = await copiedPath(ports, operation, verdict);
    if (path === undefined) continue;
    const { id, state } = operation;
    const which = markOf(verdict).slice(0, 16);
    await record(ports, operation, {
      id: `late-malware-${which}`,
      kind: 'scan.late-malware',
      data: { path, etag: verdict.etag, found: verdict.detail, state },
    });
    await mark(ports, workflows, operation, malwareProblems([{ path, detail: verdict.detail }]));
    await holdForMalware(ports, workflows, { project, id }, which);
    alarms.push({ project, id });
  }
  return alarms;
}

/** What has ended stays as its audit tells it; what runs is marked, and looks. */
async function mark(
  { register }: TakePorts,
  workflows: Workflows,
  operation: Operation,
  problems: Operation['problems'],
): Promise<void> {
  const key = { project: operation.project, id: operation.id };
  const marked = await amend(register, key, (now) =>
    factsOf(now).runs && !holdsMalware(now) ? { problems: [...now.problems, ...problems] } : {},
  );
  if (factsOf(marked).runs) await workflows.wake(orchestrationOf(marked).instance);
}

async function* operationsOf(
  { register }: TakePorts,
  { door }: ScanVerdict,
  project: string,
  name: string,
): AsyncGenerator<Operation> {
  let continuation: string | undefined;
  do {
    const page = await register.list(door, project, continuation);
    for (const operation of page.items) if (operation.name === name && wasCopied(operation)) yield operation;
    continuation = page.continuation;
  } while (continuation !== undefined);
}

/** Also one that is about to be copied: it has passed the gate, or needed not to. */
function wasCopied({ state, transfers }: Operation): boolean {
  return state === 'copying' || state === 'freezing' || transfers.some(({ step }) => isCopy(step) && takesSource(step));
}

/** The path of the verdict's file in the source manifest of the operation; undefined when it was not copied under that ETag. */
async function copiedPath(
  { manifests }: TakePorts,
  operation: Operation,
  verdict: ScanVerdict,
): Promise<string | undefined> {
  const { folder } = sourceLocation(operation);
  const wanted = markOf(verdict);
  for await (const entry of manifests.read(sourceManifest(operation))) {
    if (markOf(scannedFile(operation.door, folder, entry)) === wanted) return entry.path;
  }
  return undefined;
}
