import { note } from '../../domain/audit/audit-event.ts';
import { blobName, type ChainHead, continuedKind } from '../../domain/audit/chain-head.ts';
import type { AuditEvent } from '../../domain/audit/chain-line.ts';

export function firstBlob(chain: string, now: Date): string {
  return `${chain}/${now.toISOString().slice(0, 7)}/001.jsonl`;
}

/** Appends after which a blob is full; Azure allows 50,000. */
export const appendsPerBlob = 40_000;

/** Bytes from which on a blob is full. The columns of a head hold whole numbers of 32 bits, so with the append that fills it, it stays below 2 GiB. */
export const bytesPerBlob = 1024 ** 3;

/** The blob to go on with when the month has changed or the blob has its fill of bytes or blocks; undefined while it is good. */
export function nextBlob(
  { blob, blocks, length }: Pick<ChainHead, 'blob' | 'blocks' | 'length'>,
  now: Date,
  blocksPerBlob: number,
): string | undefined {
  const named = blobName(blob);
  if (named === undefined) throw new Error(`${blob} is no name of an audit blob`);
  const { chain, month, number } = named;
  if (now.toISOString().slice(0, 7) > month) return firstBlob(chain, now);
  if (blocks < blocksPerBlob && length < bytesPerBlob) return undefined;
  return `${chain}/${month}/${String(number + 1).padStart(3, '0')}.jsonl`;
}

/** The event whose line ends a blob. */
export function continuedEvent(chain: string, next: string, now: Date): AuditEvent {
  return note(chain, { id: `continued:${next}`, at: now, kind: continuedKind, data: { blob: next } });
}
