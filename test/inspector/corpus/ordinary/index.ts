import type { CorpusFile } from '../corpus-file.ts';
import { descriptions } from './descriptions.ts';
import { models } from './models.ts';
import { regressions } from './regressions.ts';
import { texts } from './texts.ts';

/** What researchers ordinarily want to take out, with which findings it must have and may have. */
export const ordinary: readonly CorpusFile[] = [...regressions, ...descriptions, ...models, ...texts];
