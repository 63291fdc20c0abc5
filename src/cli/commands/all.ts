import type { Row } from '../row.ts';
import { acts } from './acts.ts';
import { holding } from './holding.ts';
import { looking } from './looking.ts';
import { overviews } from './overviews.ts';
import { persons } from './people.ts';

/** Every command, in the order of the help. */
export const rows: readonly Row[] = [...looking, ...overviews, ...acts, ...holding, ...persons];

/** What the words say behind which several commands stand. */
export const groups: Readonly<Record<string, string>> = {
  refused: 'names at the doors that break a rule as far as a listing shows: nothing of them is taken',
  hold: 'kill switches: nothing begins to move while one is on',
  suspend: 'lets a person count nowhere in a project, at once; or ends that',
  person: 'who the object ids of the audit are: look, correct a name, clear it',
};
