/** How many seconds of processor time an answer takes that holds all of an audit of 100,000 events in 50 projects. */
import { processorTime } from '../clock.ts';
import type { Measured } from '../figure.ts';
import { LongAudit } from '../long-audit.ts';

/** Measures one answer. */
export async function measure(): Promise<Measured> {
  const audit = await new LongAudit().start();
  const milliseconds = await processorTime(async () => {
    if ((await audit.read()) !== audit.events) throw new Error('The answer does not hold every event');
  });
  return { value: milliseconds / 1000, unit: 's' };
}
