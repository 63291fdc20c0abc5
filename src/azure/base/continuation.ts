import { z } from 'zod';
import { Refused } from '../../domain/base/errors.ts';

const tableToken = z.strictObject({
  nextPartitionKey: z.string().max(2048),
  nextRowKey: z.string().max(2048).optional(),
});

/** Makes the table's own token safe in a URL. */
export function encodeContinuation(token: string): string {
  return Buffer.from(token, 'base64').toString('base64url');
}

/**
 * The table's token from what a caller sent back. Throws Refused when it is none; a made-up token can only move within
 * the rows that the caller's own filter shows, because the service applies the filter again.
 */
export function decodeContinuation(continuation: string): string {
  const bytes = Buffer.from(continuation, 'base64url');
  try {
    tableToken.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    throw new Refused('The continuation token is none that this list gave: start again without it');
  }
  return bytes.toString('base64');
}
