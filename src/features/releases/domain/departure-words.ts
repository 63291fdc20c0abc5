import type { departureStates } from '../../../domain/lifecycle/departures.ts';

/** What became of a package that left; of one that is simply outside there is nothing to say. */
export const departureWords: Readonly<Record<(typeof departureStates)[number], string>> = {
  'going-out': 'on its way out',
  stopped: 'stopped on its way',
  outside: '',
  'being-taken-back': 'being taken back',
  'taken-back': 'taken back',
};
