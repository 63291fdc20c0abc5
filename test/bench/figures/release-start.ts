/**
 * How long after the last approval that a package needs its release is asked for: from the time of the decision in the audit to that
 * of the start of the run, both by the clock of the app; the median of three packages.
 */
import { until } from '../../../local/people/until.ts';
import { type Journey, startJourney } from '../../journeys/journey.ts';
import { someFiles } from '../../journeys/sample-people.ts';
import { medianOf } from '../clock.ts';
import type { Measured } from '../figure.ts';

const approvers = ['ada', 'ben'] as const;

/** Measures three releases after one that warms up. */
export async function measure(): Promise<Measured> {
  const journey = await startJourney();
  let number = 0;
  try {
    const milliseconds = await medianOf(3, async () => {
      number += 1;
      return await waitOf(journey, `results ${number}`);
    });
    return { value: milliseconds / 1000, unit: 's' };
  } finally {
    await journey.end();
  }
}

/** The milliseconds between the decision about a package and the start of its release. */
async function waitOf(journey: Journey, name: string): Promise<number> {
  await journey.drop(name, someFiles(name));
  const { id } = await journey.reached('export', name, 'in-review');
  for (const approver of approvers) await journey.decide(id, approver, { choice: 'approve' });
  const { rounds } = await journey.ports.decisions.read(id);
  const decidedAt = rounds.at(-1)?.value.closedAt;
  if (decidedAt === undefined) throw new Error(`The round of ${id} is not closed`);
  const startedAt = await until(`the release of ${id} to be started`, async () => {
    const [operation] = await journey.operations('export', name);
    return operation?.transfers.find(({ step }) => step === 'export-release')?.startedAt;
  });
  return Date.parse(startedAt) - Date.parse(decidedAt);
}
