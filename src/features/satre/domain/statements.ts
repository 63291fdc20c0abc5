import { guides } from './evidence/documents.ts';
import { usage } from './evidence/doors.ts';
import { schedules } from './evidence/operations.ts';
import type { Statement } from './statement.ts';
import { data } from './statements-data.ts';
import { governance } from './statements-governance.ts';
import { technology } from './statements-technology.ts';

/** The edition of SATRE that the statements are of. */
export const satreEdition = '2.0.1';

/** Supporting capabilities (pillar 4). */
const supporting: readonly Statement[] = [
  {
    id: '4.3.01',
    level: 'mandatory',
    means: 'Everything that the environment can do is documented',
    evidence: [guides],
    best: 'met',
  },
  {
    id: '4.4.02',
    level: 'recommended',
    means: 'The cost of each project is known',
    evidence: [usage],
    best: 'not-ours',
    why: 'Nothing here knows a price. Every compute carries its project as a tag, by which the cloud sums up its cost.',
    duty: 'whoever runs the subscription',
  },
  {
    id: '4.4.04',
    level: 'recommended',
    means: 'Infrastructure costs no more than it must',
    evidence: [schedules],
    best: 'met',
  },
];

/** Every statement that concerns a control plane, in the order of the specification. */
export const statements: readonly Statement[] = [...governance, ...technology, ...data, ...supporting];
