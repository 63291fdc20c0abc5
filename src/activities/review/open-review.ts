import type { Operation, OperationKey } from '../../domain/operation/operation.ts';
import { newRound } from '../../domain/review/approval.ts';
import type { Round } from '../../domain/review/round.ts';
import { roundEvents } from '../../domain/review/round-events.ts';
import { holdsMalware } from '../../domain/transfer/scan-gate.ts';
import type { Ports } from '../../ports/ports.ts';
import type { StoredProject } from '../../ports/records.ts';
import { awaitPurpose } from '../lifecycle/await-purpose.ts';
import { firstWrite, researchersSince } from '../lifecycle/researchers-since.ts';
import type { MailPorts } from '../notification/deliver.ts';
import { amend, requireOperation, requireProject } from '../operation/operations.ts';
import type { MailSettings } from '../operation/settings.ts';
import { LostRound, latestRound, type RevisePorts, reviseRound } from './amend-round.ts';
import { evidenceByNow, inspectionKey, type ReadEvidencePorts } from './evidence.ts';
import { softLimitsOver } from './take-limits.ts';

type OpenPorts = MailPorts &
  ReadEvidencePorts &
  Pick<Ports, 'projects' | 'register' | 'takes' | 'decisions' | 'manifests'>;
type OpenSettings = MailSettings;

/**
 * Why a round was not opened: the package waits for a purpose first, and is looked at again in so many seconds; or nobody is to be asked
 * about it, for the same reasons for which a round ends before anybody decides.
 */
export type NotOpened =
  | { readonly status: 'waits'; readonly waitSeconds: number }
  | { readonly status: 'withdrawn' | 'elsewhere' | 'malicious' }
  | { readonly status: 'stopped'; readonly message: string };

/**
 * Opens the round of approval of a package with the rules and people of the project as they are now, or keeps the one that stands.
 * The number goes into the row. Undefined then. A project that wants purposes gives its researchers time first.
 */
export async function openReview(
  ports: OpenPorts,
  settings: OpenSettings,
  key: OperationKey,
): Promise<NotOpened | undefined> {
  const { value: operation } = await requireOperation(ports.register, key);
  const standing = latestRound((await ports.decisions.read(operation.id)).rounds);
  if (standing !== undefined) return await noteRound(ports, operation, standing.value);
  const end = whyNobodyAsked(operation);
  if (end !== undefined) return end;
  if (operation.round !== undefined || (await ports.audit.holds(operation.project, `${operation.id}.round-1`)))
    throw new LostRound(
      `The rows of the review of ${operation.id} are lost: nobody is asked a second time in its place`,
    );
  const project = await requireProject(ports.projects, operation.project);
  const waitSeconds = await awaitPurpose(ports, settings, operation, project.value);
  if (waitSeconds !== undefined) return { status: 'waits', waitSeconds };
  return await noteRound(ports, operation, await openFirst(ports, operation, project));
}

/** A review that begins anew finds all of it noted, and writes nothing. */
async function noteRound(ports: OpenPorts, operation: Operation, round: Round): Promise<undefined> {
  await ports.audit.append(operation.project, roundEvents(round));
  if (operation.round !== round.number) await amend(ports.register, operation, () => ({ round: round.number }));
}

function whyNobodyAsked(operation: Operation): NotOpened | undefined {
  const { state, stop, withdrawal } = operation;
  if (state !== 'in-review') return { status: 'elsewhere' };
  if (stop !== undefined) return { status: 'stopped', message: stop.message };
  if (withdrawal !== undefined) return { status: 'withdrawn' };
  return holdsMalware(operation) ? { status: 'malicious' } : undefined;
}

async function openFirst(ports: OpenPorts, operation: Operation, project: StoredProject): Promise<Round> {
  const { projects, decisions, clock } = ports;
  if (!operation.package) throw new Error(`The package ${operation.id} has no digest to decide about`);
  const filesSince = await firstWrite(ports, operation);
  const round = newRound({
    exportId: operation.id,
    project: project.value,
    definition: project.hash,
    researchers: await researchersSince(projects, project, filesSince),
    filesSince,
    number: 1,
    digest: operation.package.digest,
    evidence: await evidenceByNow(ports, inspectionKey(operation), operation.inspection?.evidence),
    withoutEvidence: agreedFor(operation),
    overLimits: await softLimitsOver(ports, operation, project.value),
    now: clock.now(),
  });
  return (await decisions.openRound(round)).value;
}

function agreedFor({ withoutEvidence, package: frozen }: Operation) {
  return withoutEvidence?.digest === frozen?.digest ? withoutEvidence : undefined;
}

/** Holds the round of a package that was to be released to the definition in force: it is open again, or another is in its place. */
export async function reopenReview(ports: RevisePorts, { key }: { readonly key: OperationKey }): Promise<void> {
  await reviseRound(ports, key);
}
