import { z } from 'zod';

const instant = z.iso.datetime();

/** One pipeline run as the store keeps it. Times are ISO 8601 in UTC. */
export const pipelineRunSchema = z.object({
  runId: z.string(),
  pipelineName: z.string(),
  parameters: z.record(z.string(), z.json()),
  status: z.enum(['Queued', 'InProgress', 'Succeeded', 'Failed', 'Canceling', 'Cancelled']),
  runStart: instant,
  runEnd: instant.nullable(),
  lastUpdated: instant,
  message: z.string(),
});
export type PipelineRunRecord = z.infer<typeof pipelineRunSchema>;

/** One activity run as the store keeps it. `key` tells apart the same activity in the rounds of a loop. */
export const activityRunSchema = z.object({
  key: z.string(),
  activityRunId: z.string(),
  pipelineRunId: z.string(),
  pipelineName: z.string(),
  activityName: z.string(),
  activityType: z.string(),
  status: z.enum(['InProgress', 'Succeeded', 'Failed', 'Cancelled']),
  activityRunStart: instant,
  activityRunEnd: instant.nullable(),
  input: z.json(),
  output: z.json(),
  error: z.object({ errorCode: z.string(), message: z.string(), failureType: z.string() }),
  userProperties: z.record(z.string(), z.json()),
});
export type ActivityRunRecord = z.infer<typeof activityRunSchema>;

/** Whether the run will not change any more. */
export function isFinished(run: PipelineRunRecord): boolean {
  return run.status === 'Succeeded' || run.status === 'Failed' || run.status === 'Cancelled';
}
