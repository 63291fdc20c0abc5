/** How long the local host takes to start again after a kill while 1,000 orchestrations wait, as times of a start with none. */
import { timed } from '../clock.ts';
import { Crowd } from '../crowd.ts';
import type { Measured } from '../figure.ts';

/** Measures one start of each kind. */
export async function measure(): Promise<Measured> {
  const crowd = new Crowd(1000);
  try {
    const empty = await timed(() => crowd.host.start());
    await crowd.gather();
    await crowd.host.kill();
    return { value: (await timed(() => crowd.host.start())) / empty, unit: 'times' };
  } finally {
    await crowd.host.dispose();
  }
}
