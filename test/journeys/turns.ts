import { test } from 'vitest';
import { isToday } from '../shares.ts';

// A whole stack takes half a minute of processor time, so journeys take turns: kills and restarts one day, events and the reading room the next.
export const onEvenDays = test.runIf(isToday(0, 2));
export const onOddDays = test.runIf(isToday(1, 2));
