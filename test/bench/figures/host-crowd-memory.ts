/** How much more memory the local host takes while 1,000 orchestrations wait for an event, in MB. */
import { Crowd } from '../crowd.ts';
import type { Measured } from '../figure.ts';

/** Measures a crowd of a thousand. */
export async function measure(): Promise<Measured> {
  const crowd = new Crowd(1000);
  try {
    await crowd.host.start();
    const idle = await crowd.megabytes();
    await crowd.gather();
    return { value: (await crowd.megabytes()) - idle, unit: 'MB' };
  } finally {
    await crowd.host.dispose();
  }
}
