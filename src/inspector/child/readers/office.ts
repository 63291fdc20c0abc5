import { LyingSizeError } from '../archives/unzip.ts';
import { whole } from '../archives/whole.ts';
import { tellZip } from '../archives/zip-findings.ts';
import { listZip } from '../archives/zip-list.ts';
import { Budget, EnoughError } from '../budget.ts';
import { ruleOfPart } from '../office/kinds.ts';
import { Parts } from '../office/parts.ts';
import { readParts } from '../office/read-parts.ts';
import type { Reader } from '../reader.ts';
import { readSheets } from '../workbook/read-sheets.ts';

const roots = ['xl/workbook.xml', 'word/document.xml', 'ppt/presentation.xml'] as const;

/** Reads a workbook, a document or slides: every part of it is read, or named by what it is. */
export const readOffice: Reader = async (file, seen) => {
  const bytes = await whole(file);
  const list = listZip(bytes);
  const parts = new Parts(bytes, list, seen);
  if (!roots.some((root) => parts.has(root))) {
    seen.notChecked('type');
    return;
  }
  for (const rule of list.entries.map(({ name }) => ruleOfPart(name))) if (rule !== undefined) seen.found(rule);
  if (tellZip(list, bytes.length, seen)) {
    seen.notChecked('partly');
    return;
  }
  const budget = new Budget();
  try {
    if (parts.has('xl/workbook.xml')) await readSheets(parts, budget, seen);
    await readParts(parts, budget, seen);
  } catch (error) {
    if (error instanceof LyingSizeError) seen.found('archive-lies');
    if (!(error instanceof EnoughError)) throw error;
    seen.notChecked('partly');
  } finally {
    parts.tell();
  }
  if (budget.hasCut) seen.notChecked('partly');
};
