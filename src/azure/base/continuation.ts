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

/** Throws Refused for none of the table's; a made-up one can only move within the rows of the caller's own filter, which the service applies again. */
export function decodeContinuation(continuation: string): string {
  const bytes = Buffer.from(continuation, 'base64url');
  try {
    tableToken.parse(JSON.parse(bytes.toString('utf8')));
  } catch {
    throw new Refused('The continuation token is none that this list gave: start again without it');
  }
  return bytes.toString('base64');
}
