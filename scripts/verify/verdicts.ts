import type { Verdict } from './step.ts';

/** Where answers came from. */
export type Answered = 'a subscription' | "the laptop's stand-ins";

/** A stand-in does what somebody thought that Azure does, so it confirms nothing. */
export const words: Readonly<Record<Answered, Readonly<Record<Verdict, string>>>> = {
  'a subscription': { confirmed: 'confirmed', refuted: 'refuted', unchecked: 'could not be checked' },
  "the laptop's stand-ins": {
    confirmed: 'the stand-in answers so',
    refuted: 'the stand-in answers otherwise',
    unchecked: 'could not be checked',
  },
};
