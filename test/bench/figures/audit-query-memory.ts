/** How much more memory the process takes while it answers a question for all of an audit of 100,000 events in 50 projects, in MB. */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Measured } from '../figure.ts';
import { LongAudit } from '../long-audit.ts';

/** The most that was resident at a piece of the answer over what was before it. */
export async function measure(): Promise<Measured> {
  const audit = await new LongAudit().start();
  // What the start left behind would be counted, or would hide what comes.
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  const before = process.memoryUsage.rss();
  let most = before;
  const events = await audit.read(() => {
    most = Math.max(most, process.memoryUsage.rss());
  });
  if (events !== audit.events) throw new Error('The answer does not hold every event');
  return { value: (most - before) / 1e6, unit: 'MB' };
}
