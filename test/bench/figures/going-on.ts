/**
 * How long after the app is killed a dataset goes on: from SIGKILL in the middle of a copy, through the new start of host and app, to
 * the next state of the dataset; the median of three.
 */
import { until } from '../../../local/people/until.ts';
import { type Journey, startJourney } from '../../journeys/journey.ts';
import { someFiles } from '../../journeys/sample-people.ts';
import { medianOf } from '../clock.ts';
import type { Measured } from '../figure.ts';

/** Measures three kills after one that warms up. */
export async function measure(): Promise<Measured> {
  const journey = await startJourney();
  let number = 0;
  try {
    const milliseconds = await medianOf(3, async () => {
      number += 1;
      return await standstillOf(journey, `cohort-${number}`);
    });
    return { value: milliseconds / 1000, unit: 's' };
  } finally {
    await journey.end();
  }
}

/** The milliseconds between the kill and the state after copying. The run ends while the app is dead. */
async function standstillOf(journey: Journey, name: string): Promise<number> {
  await journey.stack.control.call('PUT', 'factory/knobs', { millisecondsPerFile: 200 });
  await journey.upload(name, someFiles(name));
  await until(`the copy of ${name} to be started`, async () => {
    const [operation] = await journey.operations('ingress', name);
    return operation?.transfers.find(({ step, status }) => step === 'ingress-copy' && status === 'started');
  });
  const killedAt = Date.now();
  await journey.crash();
  const since = await until(`${name} to go on`, async () => {
    const [operation] = await journey.operations('ingress', name);
    return operation?.state === 'receiving' || operation?.state === 'copying' ? undefined : operation?.since;
  });
  await journey.reached('ingress', name, 'available');
  return Date.parse(since) - killedAt;
}
