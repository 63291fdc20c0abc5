import { missingWords } from '../../../domain/inspection/round-evidence.ts';
import type { Operation, Transfer } from '../../../domain/operation/operation.ts';
import type { ExplainedRun, Tried } from './explanation.ts';
import type { Findings } from './findings.ts';
import type { ExplainSettings } from './project-status.ts';

/** Resource Manager of the cloud whose Data Factory has its pages at adf.azure.com. */
const publicCloud = 'management.azure.com';

/** Where people see a run; null for a factory that is not in the public cloud. */
function monitoringUrl({ factory }: Pick<ExplainSettings, 'factory'>, runId: string): string | null {
  const { armUrl, subscriptionId, resourceGroup, name } = factory;
  if (new URL(armUrl).hostname !== publicCloud) return null;
  const id = `/subscriptions/${subscriptionId}/resourceGroups/${resourceGroup}/providers/Microsoft.DataFactory/factories/${name}`;
  return `https://adf.azure.com/en/monitoring/pipelineruns/${encodeURIComponent(runId)}?factory=${encodeURIComponent(id)}`;
}

/** The runs of an operation, oldest first. */
export function runsOf({ transfers }: Operation, settings: Pick<ExplainSettings, 'factory'>): ExplainedRun[] {
  return transfers.flatMap(({ step, attempt, status, runId }) =>
    runId === undefined ? [] : [{ step, attempt, status, runId, url: monitoringUrl(settings, runId) }],
  );
}

const mostTried = 50;

/** What was tried of an operation, oldest first; the newest of many. */
export function triedOf(operation: Operation, { untold, unreached }: Findings): Tried[] {
  const { trouble, retriedAt, scan, transfers } = operation;
  const tried: Tried[] = [
    ...transfers.map(transferTried),
    ...(trouble === undefined
      ? []
      : [
          {
            what: `to go on, ${trouble.times} times since ${trouble.since}`,
            at: trouble.lastAt,
            result: trouble.message,
          },
        ]),
    ...(retriedAt === undefined ? [] : [{ what: 'to resume it', at: retriedAt, result: 'it went on' }]),
    ...(scan?.unscanned === undefined
      ? []
      : [{ what: 'to find a clean verdict about each file', at: scan.lookedAt, result: scan.unscanned }]),
    ...inspectionTried(operation),
    ...untold.flatMap(({ about, times, lastAt, message }) =>
      lastAt === undefined
        ? []
        : [{ what: `to tell people that it is ${about}, ${times} times`, at: lastAt, result: message ?? 'not known' }],
    ),
    ...unreached.map(({ oid, at, reason }) => ({ what: `to ask the approver ${oid}`, at, result: reason })),
  ];
  return tried.sort((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at))).slice(-mostTried);
}

function inspectionTried({ inspection }: Operation): Tried[] {
  if (inspection === undefined || !('missing' in inspection.evidence)) return [];
  const result = `there was no evidence ${missingWords[inspection.evidence.missing]}`;
  return [{ what: 'to have the reading room look into it', at: inspection.at, result }];
}

export function runName({ step, attempt }: Pick<Transfer, 'step' | 'attempt'>): string {
  return `${step}, attempt ${attempt}`;
}

function transferTried(transfer: Transfer): Tried {
  const { status, intendedAt, startedAt, closedAt, message } = transfer;
  const at = closedAt ?? startedAt ?? intendedAt;
  return { what: runName(transfer), at, result: message === undefined ? status : `${status}: ${message}` };
}
