import { z } from 'zod';
import { ConflictError } from '../../ports/records.ts';
import { firstProblem } from './answer.ts';

/** HTTP status that an Azure service answered with; undefined when the error came from somewhere else (network, our own code). */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}

/** The service's own word for the error, such as `EntityAlreadyExists`; undefined when it gave none. */
export function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** True when a condition did not hold: the thing exists already (409) or has another ETag or length (412). */
export function isConflict(error: unknown): boolean {
  const status = statusOf(error);
  return status === 409 || status === 412;
}

export function isMissing(error: unknown): boolean {
  return statusOf(error) === 404;
}

/** True when somebody else changed or removed what a write was meant for, or created it. */
export function isOvertaken(error: unknown): boolean {
  return isConflict(error) || isMissing(error);
}

/** A ConflictError passes unchanged, because callers act on it. */
export function serviceError(tried: string, error: unknown): Error {
  if (error instanceof ConflictError) return error;
  const answer = [statusOf(error), codeOf(error)].filter((part) => part !== undefined).join(' ');
  return new Error(`Could not ${tried}: ${saidBy(error)}${answer === '' ? '' : ` (${answer})`}`, { cause: error });
}

/** What is wrong, in one line. */
export function saidBy(error: unknown): string {
  if (error instanceof z.ZodError) return firstProblem(error);
  return error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
}

/** Runs one service call; what it throws is explained by `serviceError`. */
export async function attempt<T>(tried: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw serviceError(tried, error);
  }
}

/** What a call gives, or undefined where there is nothing. */
export async function unlessMissing<T>(tried: string, call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw serviceError(tried, error);
  }
}

/** Runs a write. Throws ConflictError, which says `other`, when it was overtaken. */
export async function unlessOvertaken<T>(tried: string, other: string, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isOvertaken(error)) throw serviceError(tried, error);
    throw new ConflictError(other, { cause: error });
  }
}
