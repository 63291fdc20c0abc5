import { evidenceData } from '../../domain/inspection/round-evidence.ts';
import { secondsOverTime, secondsToNextLook } from '../../domain/operation/inspection-wait.ts';
import type { Operation, OperationKey } from '../../domain/operation/operation.ts';
import { holdsMalware } from '../../domain/transfer/scan-gate.ts';
import type { Ports } from '../../ports/ports.ts';
import { endOutage } from '../operation/note-outage.ts';
import { requireOperation, rewrite } from '../operation/operations.ts';
import { record } from '../operation/record.ts';
import type { FlowSettings } from '../operation/settings.ts';
import { inspectionKey, readEvidence } from './evidence.ts';

/**
 * How the wait for the reading room stands. `ended`: the row says with what. `wait`: it is looked for again in so many seconds.
 * `elsewhere`: the package is no longer there. The others end the wait for reasons of their own.
 */
export type InspectionLook =
  | { readonly kind: 'ended' | 'withdrawn' | 'malicious' | 'elsewhere' }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'stopped'; readonly message: string };

/**
 * Looks for evidence about exactly the frozen files, and writes into row and audit what the wait ended with: evidence, something that is
 * none, or nothing in time. Where the project wants files to be opened (`viewing: required`) nothing but evidence ends it, since nobody can
 * open what is not known: the package waits on, operators are told, and two of them can let it go on. In a deployment whose reading room was taken away meanwhile it ends with neither.
 */
export async function lookAtInspection(
  ports: Pick<Ports, 'inspectionResults' | 'register' | 'audit' | 'clock' | 'projects'>,
  { readingRoomUrl }: Pick<FlowSettings, 'readingRoomUrl'>,
  key: OperationKey,
): Promise<InspectionLook> {
  const operation = await endOutage(ports, (await requireOperation(ports.register, key)).value);
  const { state, stop, withdrawal } = operation;
  if (state !== 'inspecting') return { kind: 'elsewhere' };
  if (stop !== undefined) return { kind: 'stopped', message: stop.message };
  if (holdsMalware(operation)) return { kind: 'malicious' };
  if (withdrawal !== undefined) return { kind: 'withdrawn' };
  if (readingRoomUrl === undefined) return { kind: 'ended' };
  if (operation.inspection === undefined) {
    const found = await readEvidence(ports, inspectionKey(operation));
    const now = ports.clock.now();
    const seconds = secondsToNextLook(operation, now);
    if (found === undefined && seconds > 0) return { kind: 'wait', seconds };
    const isMissing = found === undefined || 'missing' in found;
    if (isMissing && operation.withoutEvidence === undefined && (await wantsEvidence(ports, operation)))
      return { kind: 'wait', seconds: secondsOverTime(operation, now) };
    const inspection = { evidence: found ?? ({ missing: 'late' } as const), at: now.toISOString() };
    const noted = await rewrite(ports.register, key, (row) =>
      row.state === 'inspecting' && row.revision === operation.revision ? { inspection, ...row } : row,
    );
    if (noted.state !== 'inspecting') return { kind: 'elsewhere' };
    await tellEnd(ports, noted);
  } else await tellEnd(ports, operation);
  return { kind: 'ended' };
}

/** By the definition of now, which two operators may change; one that cannot be read lets nothing go on. */
async function wantsEvidence({ projects }: Pick<Ports, 'projects'>, { project }: Operation): Promise<boolean> {
  const found = await projects.find(project);
  return found === undefined || 'problems' in found || found.value.egress.disclosure.viewing === 'required';
}

/** The audit keeps what the approvers are shown, and that they are shown nothing. */
async function tellEnd(ports: Pick<Ports, 'audit' | 'clock'>, operation: Operation): Promise<void> {
  const { revision, inspection, package: frozen } = operation;
  if (inspection === undefined) return;
  const { evidence } = inspection;
  await record(ports, operation, {
    id: `inspection-${revision}`,
    kind: 'missing' in evidence ? 'inspection.missing' : 'inspection.read',
    data: { digest: frozen?.digest ?? '', ...evidenceData(evidence) },
  });
}
