/** How many executions a deployment with everything in it has in 30 days while nothing happens: a count of what its timers fire. */
import { idleExecutions, sumOf } from '../../../scripts/idle.ts';
import type { Measured } from '../figure.ts';

/** Counts the times of each schedule. */
export function measure(): Measured {
  const executions = idleExecutions();
  const lines = [...executions].map(([setting, times]) => `${setting}: ${times}`);
  return { value: sumOf(executions), unit: 'executions', lines };
}
