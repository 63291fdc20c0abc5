import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ArmError } from '../arm/arm-error.ts';
import type { ArmRequest } from '../arm/resource-manager.ts';
import type { LocalReply } from '../server.ts';

/** A long operation; it is done once the clock passes `doneAt`, milliseconds since 1970. */
export const longOperation = z.object({
  id: z.string(),
  startedAt: z.number(),
  doneAt: z.number(),
  fails: z.boolean().default(false),
});
export type LongOperation = z.infer<typeof longOperation>;

/** Why an operation failed, as Azure says it. */
export const allocationFailed = {
  code: 'AllocationFailed',
  message: 'Allocation failed. There is not sufficient capacity for the requested size in this region.',
};

const keptMilliseconds = 3_600_000;

/** Notes a new operation and forgets those that ended an hour ago. */
export function beginOperation(
  operations: LongOperation[],
  now: number,
  milliseconds: number,
  fails = false,
): LongOperation {
  const recent = operations.filter(({ doneAt }) => now - doneAt < keptMilliseconds);
  const begun = { id: randomUUID(), startedAt: now, doneAt: now + milliseconds, fails };
  operations.splice(0, operations.length, ...recent, begun);
  return begun;
}

/** Where the operation can be followed: the header that Azure answers with. `path` starts at the provider, such as Microsoft.Compute/locations/westeurope/operations. */
export function operationHeaders(request: ArmRequest, operation: LongOperation, path: string): Record<string, string> {
  const version = encodeURIComponent(request.query.get('api-version') ?? '');
  const url = `${request.origin}/subscriptions/${request.subscription}/providers/${path}/${operation.id}?api-version=${version}`;
  return { 'azure-asyncoperation': url, location: `${url}&monitor=true`, 'retry-after': '1' };
}

/** Answers a question for the state of an operation. */
export function operationReply(operations: readonly LongOperation[], id: string, now: number): LocalReply {
  const operation = operations.find((candidate) => candidate.id === id);
  if (operation === undefined) throw new ArmError(404, 'NotFound', `The operation '${id}' was not found.`);
  const { startedAt, doneAt, fails } = operation;
  const startTime = new Date(startedAt).toISOString();
  if (now < doneAt)
    return { status: 200, headers: { 'retry-after': '1' }, body: { name: id, startTime, status: 'InProgress' } };
  const ended = { name: id, startTime, endTime: new Date(doneAt).toISOString() };
  if (!fails) return { status: 200, body: { ...ended, status: 'Succeeded' } };
  return { status: 200, body: { ...ended, status: 'Failed', error: allocationFailed } };
}
