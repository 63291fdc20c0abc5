import { LyingSizeError } from '../archives/unzip.ts';
import { whole } from '../archives/whole.ts';
import { tellZip } from '../archives/zip-findings.ts';
import { listZip } from '../archives/zip-list.ts';
import { Budget, EnoughError } from '../budget.ts';
import { type Kinds, officeKinds } from '../office/kinds.ts';
import { odfKinds } from '../office/odf-kinds.ts';
import { Parts } from '../office/parts.ts';
import { readOdfContent } from '../office/read-odf.ts';
import { readParts } from '../office/read-parts.ts';
import type { Reader, Seen } from '../reader.ts';
import { readSheets } from '../workbook/read-sheets.ts';

/** A family of formats: parts of which one must be there, what is read first, and what all others are. */
interface Family {
  readonly roots: readonly string[];
  readonly kinds: Kinds;
  first(parts: Parts, budget: Budget, seen: Seen): Promise<void>;
}

const office: Family = {
  roots: ['xl/workbook.xml', 'word/document.xml', 'ppt/presentation.xml'],
  kinds: officeKinds,
  first: async (parts, budget, seen) => {
    if (parts.has('xl/workbook.xml')) await readSheets(parts, budget, seen);
  },
};

const openDocument: Family = {
  roots: ['content.xml', 'META-INF/manifest.xml'],
  kinds: odfKinds,
  first: readOdfContent,
};

/** Reads a workbook, a document or slides: every part of it is read, or named by what it is. */
export const readOffice: Reader = readerOf(office);

/** Reads the same as OpenDocument keeps them. */
export const readOdf: Reader = readerOf(openDocument);

function readerOf({ roots, kinds, first }: Family): Reader {
  return async (file, seen) => {
    const bytes = await whole(file);
    const list = listZip(bytes);
    const parts = new Parts(bytes, list, seen);
    if (!roots.some((root) => parts.has(root))) {
      seen.notChecked('type');
      return;
    }
    for (const rule of list.entries.map(({ name }) => kinds.ruleOf(name))) if (rule !== undefined) seen.found(rule);
    if (tellZip(list, bytes.length, seen)) {
      seen.notChecked('partly');
      return;
    }
    const budget = new Budget();
    try {
      await first(parts, budget, seen);
      await readParts(parts, kinds, budget, seen);
    } catch (error) {
      if (error instanceof LyingSizeError) seen.found('archive-lies');
      if (!(error instanceof EnoughError)) throw error;
      seen.notChecked('partly');
    } finally {
      parts.tell();
    }
    if (budget.hasCut) seen.notChecked('partly');
  };
}
