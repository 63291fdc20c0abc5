import type { RetryOptions } from './orchestrator-reply.ts';

/**
 * When the next attempt may start after `failedAttempts` failures, in milliseconds since 1970; undefined when none follows.
 * After the last attempt there is still a timer, with the current time (recorded), so that both replays count alike.
 */
export function nextAttemptAt(
  options: RetryOptions,
  failedAttempts: number,
  firstAttempt: number,
  now: number,
): number | undefined {
  if (failedAttempts >= options.maxNumberOfAttempts) return now;
  if (options.retryTimeoutInMilliseconds !== undefined && now >= firstAttempt + options.retryTimeoutInMilliseconds)
    return undefined;
  const delay = options.firstRetryIntervalInMilliseconds * (options.backoffCoefficient ?? 1) ** (failedAttempts - 1);
  return now + Math.min(delay, options.maxRetryIntervalInMilliseconds ?? Number.MAX_SAFE_INTEGER);
}
