import { expect, test } from 'vitest';
import { isWhole, partOf, partToday } from '../../shares.ts';
import { playJourney } from './crash-journey.ts';

const minutes = 60_000;
/** Every write where everything is played, else every second; which of them changes with the date. */
const [first, step] = isWhole ? [1, 1] : [1 + (partToday(4) >> 1), 2];

test.concurrent.each(partOf(['before', 'after'] as const, 2))(
  'killed %s any write of the task hub, the instance ends right and its effects are recorded once',
  async (moment) => {
    let write = first;
    while ((await playJourney({ write, moment }, false)) > 0) write += step;
    expect(write).toBeGreaterThan(12);
  },
  4 * minutes,
);

test.concurrent.each([
  { write: 1, moment: 'after' },
  { write: 2, moment: 'before' },
] as const)(
  'killed $moment write $write of every process, the instance still ends right',
  async (point) => {
    expect(await playJourney(point, true)).toBeGreaterThan(10);
  },
  4 * minutes,
);
