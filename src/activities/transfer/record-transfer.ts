import type { Operation, Transfer } from '../../domain/operation/operation.ts';
import type { Ports } from '../../ports/ports.ts';
import { type Note, recordAll } from '../operation/record.ts';

/** Each event once. The row comes first and the audit repeats it, so that after a crash the two cannot name different end times, runs or outcomes. */
export async function recordTransfer(
  ports: Pick<Ports, 'audit' | 'clock'>,
  operation: Pick<Operation, 'id' | 'project'>,
  transfer: Transfer,
): Promise<void> {
  await recordAll(ports, operation, notesOf(transfer));
}

function notesOf({ step, attempt, parameters, status, runId, closedAt, message }: Transfer): Note[] {
  const note = (end: string, kind: Transfer['status'], data: Note['data']): Note => {
    return { id: `${step}-${attempt}.${end}`, kind: `transfer.${kind}`, data: { step, attempt, ...data } };
  };
  const notes = [note('intended', 'intended', parameters)];
  if (runId !== undefined) notes.push(note('started', 'started', { runId }));
  if (closedAt !== undefined && runId !== undefined) {
    notes.push(note('closed', status, { runId, ...(message === undefined ? {} : { message }) }));
  }
  return notes;
}
