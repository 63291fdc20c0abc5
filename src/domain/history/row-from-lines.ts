import type { AuditEvent } from '../audit/chain-line.ts';
import type { Operation, Transfer } from '../operation/operation.ts';
import type { TransferStep } from '../operation/operation-lists.ts';
import { transferSteps } from '../operation/operation-lists.ts';
import { rowInLine } from './record-agreement.ts';
import { wishIn } from './stale-row.ts';

/** What of a row no line tells between two moves: whoever goes on with the operation finds it again. */
export const foundAgain: readonly (keyof Operation)[] = [
  'cleared',
  'hold',
  'inspection',
  'limit',
  'missing',
  'purpose',
  'purposeUntil',
  'retriedAt',
  'saidInside',
  'scan',
  'source',
  'stop',
  'trouble',
  'withoutEvidence',
  'withoutEvidenceAsked',
];

/**
 * The row of an operation after one more line of its chain: a move and a submission hold the whole row, the lines behind them a wish to
 * withdraw it, the digest of what was frozen, and how far its transfers came. What else is found between two moves is found again. A
 * submission may come behind a move of which it knew nothing, or from a row that was put back: the row of a later revision stays.
 */
export function rowAfter(row: Operation | undefined, event: AuditEvent): Operation | undefined {
  const whole = rowInLine(event);
  if (row === undefined) return whole;
  if (whole !== undefined) return whole.revision < row.revision ? row : whole;
  if (event.kind === 'review.opened') return { ...row, round: Math.max(row.round ?? 0, Number(event.data['round'])) };
  if (event.kind === `${row.door}.withdrawal`) return { withdrawal: wishIn(event), ...row };
  const { count, bytes, digest, contextCount, contextBytes } = event.data;
  if (event.kind === 'export.digested' && typeof digest === 'string') {
    const context =
      contextCount === undefined ? {} : { contextCount: Number(contextCount), contextBytes: Number(contextBytes) };
    return { package: { digest, count: Number(count), bytes: Number(bytes), ...context }, ...row };
  }
  if (!event.kind.startsWith('transfer.')) return row;
  const step = transferSteps.find((one) => one === event.data['step']);
  const attempt = event.data['attempt'];
  if (step === undefined || typeof attempt !== 'number') return row;
  const before = row.transfers.find((one) => one.step === step && one.attempt === attempt);
  const after = transferAfter(before, event, step, attempt);
  if (after === before || after === undefined) return row;
  const transfers = row.transfers.map((one) => (one === before ? after : one));
  return { ...row, transfers: before === undefined ? [...transfers, after] : transfers };
}

const ends: Readonly<Record<string, 'succeeded' | 'failed'>> = {
  'transfer.succeeded': 'succeeded',
  'transfer.failed': 'failed',
  'transfer.held': 'failed',
  'transfer.given-up': 'failed',
};

function transferAfter(
  before: Transfer | undefined,
  { kind, at, data }: AuditEvent,
  step: TransferStep,
  attempt: number,
): Transfer | undefined {
  if (kind === 'transfer.intended') {
    const { step: _, attempt: __, ...given } = data;
    const parameters = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, String(value)]));
    return before ?? { step, attempt, parameters, status: 'intended', intendedAt: at };
  }
  const runId = typeof data['runId'] === 'string' ? { runId: data['runId'] } : {};
  if (before?.closedAt !== undefined) return before;
  if (kind === 'transfer.started') return before && { ...before, ...runId, status: 'started', startedAt: at };
  const status = ends[kind];
  if (status === undefined) return before;
  const message = typeof data['message'] === 'string' ? { message: data['message'] } : {};
  const held = kind === 'transfer.held' ? { held: true } : {};
  return before && { ...before, ...runId, ...message, ...held, status, closedAt: at };
}
