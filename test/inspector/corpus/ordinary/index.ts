import type { CorpusFile } from '../corpus-file.ts';
import { descriptions } from './descriptions.ts';
import { endTables } from './end-tables.ts';
import { endTexts } from './end-texts.ts';
import { freshOutputs } from './fresh.ts';
import { harmlessTables } from './harmless-tables.ts';
import { harmlessTexts } from './harmless-texts.ts';
import { models } from './models.ts';
import { moreEnds } from './more-ends.ts';
import { moreHarmless } from './more-harmless.ts';
import { ofEighth } from './of-eighth.ts';
import { ofEleventh } from './of-eleventh.ts';
import { ofFifth } from './of-fifth.ts';
import { ofFourth } from './of-fourth.ts';
import { ofNinth } from './of-ninth.ts';
import { ofNinthRows } from './of-ninth-rows.ts';
import { ofSeventh } from './of-seventh.ts';
import { ofSixth } from './of-sixth.ts';
import { ofTenth } from './of-tenth.ts';
import { ofThirteenth } from './of-thirteenth.ts';
import { regressions } from './regressions.ts';
import { texts } from './texts.ts';

/** What researchers ordinarily want to take out, with which findings it must have and may have. */
export const ordinary: readonly CorpusFile[] = [
  ...[...regressions, ...descriptions, ...models, ...texts],
  ...[
    ...endTables,
    ...endTexts,
    ...moreEnds,
    ...freshOutputs,
    ...ofFourth,
    ...ofFifth,
    ...ofSixth,
    ...ofSeventh,
    ...ofEighth,
    ...ofNinth,
    ...ofNinthRows,
    ...ofTenth,
    ...ofEleventh,
    ...ofThirteenth,
  ],
  ...[...harmlessTables, ...harmlessTexts, ...moreHarmless],
];
