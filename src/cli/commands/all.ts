import type { Row } from '../row.ts';
import { acts } from './acts.ts';
import { computes } from './computes.ts';
import { holding } from './holding.ts';
import { incidents } from './incidents.ts';
import { looking } from './looking.ts';
import { overviews } from './overviews.ts';
import { persons } from './people.ts';
import { projects } from './projects.ts';
import { records } from './records.ts';
import { system } from './system.ts';
import { tracing } from './tracing.ts';

/** Every command, in the order of the help. */
export const rows: readonly Row[] = [
  ...looking,
  ...overviews,
  ...acts,
  ...holding,
  ...persons,
  ...projects,
  ...records,
  ...tracing,
  ...incidents,
  ...computes,
  ...system,
];

/** What the words say behind which several commands stand. */
export const groups: Readonly<Record<string, string>> = {
  refused: 'names at the doors that break a rule as far as a listing shows: nothing of them is taken',
  hold: 'kill switches: nothing begins to move while one is on',
  incident: 'what went wrong outside, and what is done about it',
  suspend: 'lets a person count nowhere in a project, at once; or ends that',
  person: 'who the object ids of the audit are: look, correct a name, clear it',
  projects: 'project definitions: look at them, change them, close a project',
  changes: 'the change of a definition that waits for a second operator',
  audit: 'the audit and its proofs',
  witness: 'whether a deployment takes back what it signed: for somebody outside',
  receipts: 'signed receipts of releases and deletions',
  compute: 'the computes of a project, held to its definition',
  restore: 'what was lost, put back',
};
