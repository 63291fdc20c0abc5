import { z } from 'zod';

/** Runtime states that a status query can show. */
export const runtimeStatus = z.enum(['Pending', 'Running', 'Suspended', 'Completed', 'Failed', 'Terminated']);
/** See {@link runtimeStatus}. */
export type RuntimeStatus = z.infer<typeof runtimeStatus>;

/** A row of the instance table; times in milliseconds, input and custom status as JSON text, output as JSON or plain text. */
export const instanceRow = z.object({
  id: z.string(),
  name: z.string(),
  /** The version that it was started with; it keeps it. */
  version: z.string().nullable(),
  executionId: z.string(),
  generation: z.number(),
  status: runtimeStatus,
  input: z.string().nullable(),
  output: z.string().nullable(),
  customStatus: z.string().nullable(),
  /** JSON text of the ParentInstance of a sub-orchestration. */
  parent: z.string().nullable(),
  created: z.number(),
  updated: z.number(),
  /** 1 when continue-as-new has made this generation and its first episode has not run. */
  continued: z.number(),
});
/** See {@link instanceRow}. */
export type InstanceRow = z.infer<typeof instanceRow>;

/** Which instances a query wants, in the order of their ids, `top` at most and after the id `after`. */
export interface StatusFilter {
  after: string;
  prefix: string;
  createdFrom: number;
  createdTo: number;
  statuses: string[];
  top: number;
}

/** Says whether an instance has ended; ended instances may be replaced, running ones are refused. */
export function hasEnded(status: RuntimeStatus): boolean {
  return status === 'Completed' || status === 'Failed' || status === 'Terminated';
}
