import { blobLimits } from './blobs.ts';
import type { Limits } from './limit.ts';
import { queueLimits } from './queues.ts';
import { tableLimits } from './tables.ts';

/** Every limit of Azure that is known here, by the stand-in that meets it. */
export const limits = {
  blobs: blobLimits,
  queues: queueLimits,
  tables: tableLimits,
} satisfies Readonly<Record<string, Limits>>;
