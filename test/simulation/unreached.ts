const refusedName =
  'no schedule draws a name that is refused; test/activities/refused-names.test.ts and test/memory/journeys/nonsense-uploads.test.ts do';
const shortDenial =
  'a denial, or a wish for changes, is looked at once more for less than a second, so a stop within that time comes once in some ten thousand schedules';
const shortWish =
  'somebody who asked for changes has to leave within that second, which comes once in ten thousand schedules; test/orchestrators/export.test.ts plays it';
const shortRevocation =
  'a revocation is one run of some seconds, so a stop or a failure within it comes once in some ten thousand schedules; test/functions/take-back.test.ts plays it';

/** Moves of the tables and acts that no schedule makes, or hardly any, and why. Everything else must be met, or a whole run fails. */
export const unreached: Readonly<Record<string, string>> = {
  'move ingress receiving reject rejected': refusedName,
  'move export receiving reject rejected': refusedName,
  'move export revoking fail failed': shortRevocation,
  'move export failed retry revoking': shortRevocation,
  'move export denied fail failed': shortDenial,
  'move export failed retry denied': shortDenial,
  'move export changes-wanted fail failed': shortDenial,
  'move export failed retry changes-wanted': shortDenial,
  'move export changes-wanted reopen in-review': shortWish,
};
