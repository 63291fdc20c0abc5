import { createHash } from 'node:crypto';
import { z } from 'zod';
import { ArmError } from '../arm/arm-error.ts';
import type { ActivityRunRecord, PipelineRunRecord } from './runs/records.ts';

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const operator = z.enum(['Equals', 'NotEquals', 'In', 'NotIn']);

const pipelineOperand = z.enum(['PipelineName', 'Status', 'RunStart', 'RunEnd', 'RunGroupId']);
const activityOperand = z.enum(['ActivityName', 'ActivityType', 'Status', 'ActivityRunStart', 'ActivityRunEnd']);

function querySchema<Operand extends string>(operand: z.ZodType<Operand>) {
  return z.strictObject({
    lastUpdatedAfter: instant,
    lastUpdatedBefore: instant,
    continuationToken: z.string().nullish(),
    filters: z.array(z.strictObject({ operand, operator, values: z.array(z.string()).min(1) })).default([]),
    orderBy: z.array(z.strictObject({ orderBy: operand, order: z.enum(['ASC', 'DESC']) })).default([]),
  });
}

/** Body of queryPipelineRuns. */
export const pipelineQuerySchema = querySchema(pipelineOperand);
export type PipelineQuery = z.infer<typeof pipelineQuerySchema>;

/** Body of queryActivityruns. */
export const activityQuerySchema = querySchema(activityOperand);
export type ActivityQuery = z.infer<typeof activityQuerySchema>;

/** Accepts a query body or answers 400 with what is wrong. */
export function acceptQuery<Query>(schema: z.ZodType<Query>, body: unknown): Query {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  throw new ArmError(400, 'BadRequest', `The filter parameters are not valid: ${problems.join('; ')}`);
}

export function filterPipelineRuns(runs: readonly PipelineRunRecord[], query: PipelineQuery): PipelineRunRecord[] {
  return choose(runs, query, (run) => ({
    PipelineName: run.pipelineName,
    Status: run.status,
    RunStart: run.runStart,
    RunEnd: run.runEnd ?? '',
    RunGroupId: run.runId,
  }));
}

export function filterActivityRuns(runs: readonly ActivityRunRecord[], query: ActivityQuery): ActivityRunRecord[] {
  const updated = runs.filter((run) => {
    const at = new Date(run.activityRunEnd ?? run.activityRunStart);
    return at >= query.lastUpdatedAfter && at < query.lastUpdatedBefore;
  });
  return choose(updated, query, (run) => ({
    ActivityName: run.activityName,
    ActivityType: run.activityType,
    Status: run.status,
    ActivityRunStart: run.activityRunStart,
    ActivityRunEnd: run.activityRunEnd ?? '',
  }));
}

interface Choice<Operand extends string> {
  readonly filters: readonly { operand: Operand; operator: z.infer<typeof operator>; values: string[] }[];
  readonly orderBy: readonly { orderBy: Operand; order: 'ASC' | 'DESC' }[];
}

function choose<Run, Operand extends string>(
  runs: readonly Run[],
  { filters, orderBy }: Choice<Operand>,
  field: (run: Run) => Readonly<Record<Operand, string>>,
): Run[] {
  const chosen = runs.filter((run) =>
    filters.every(({ operand, operator: test, values }) => {
      const isIn = values.includes(field(run)[operand]);
      return test === 'Equals' || test === 'In' ? isIn : !isIn;
    }),
  );
  return chosen.toSorted((left, right) => {
    for (const { orderBy: operand, order } of orderBy) {
      const difference = field(left)[operand].localeCompare(field(right)[operand], 'en');
      if (difference !== 0) return order === 'ASC' ? difference : -difference;
    }
    return 0;
  });
}

/** One page of an answer. The token holds the next position and a digest of the query, so that it fits no other query. */
export function page<Item, Shown>(
  items: readonly Item[],
  query: { readonly continuationToken?: string | null | undefined },
  size: number,
  show: (item: Item) => Shown,
): { value: Shown[]; continuationToken?: string } {
  const { continuationToken, ...rest } = query;
  const digest = createHash('sha256').update(JSON.stringify(rest)).digest('base64url').slice(0, 16);
  const [from = '0', of] = continuationToken
    ? Buffer.from(continuationToken, 'base64url').toString('utf8').split(':')
    : ['0', digest];
  const start = Number(from);
  if (of !== digest || !Number.isInteger(start)) {
    throw new ArmError(400, 'BadRequest', 'The continuation token does not belong to this query.');
  }
  const value = items.slice(start, start + size).map(show);
  if (start + size >= items.length) return { value };
  return { value, continuationToken: Buffer.from(`${start + size}:${digest}`).toString('base64url') };
}
