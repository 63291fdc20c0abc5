import { archiveRules } from './archives.ts';
import { documentRules } from './documents.ts';
import { pictureRules } from './pictures.ts';
import { workbookRules } from './workbooks.ts';

/** Rules about what the format of a file itself shows: hidden parts, scripts, metadata, containers. */
export const fileRules = [...archiveRules, ...pictureRules, ...workbookRules, ...documentRules] as const;
