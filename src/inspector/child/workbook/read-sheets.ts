import type { Budget } from '../budget.ts';
import type { Parts } from '../office/parts.ts';
import type { Seen, SeenText } from '../reader.ts';
import { Book, Relations } from './book.ts';
import { Rows, type Surroundings } from './rows.ts';
import { SheetTexts } from './sheet-texts.ts';
import { SharedStrings } from './strings.ts';
import { Styles } from './styles.ts';

const bookPart = 'xl/workbook.xml';
const sheetForm = /^xl\/worksheets\/[^/]+\.xml$/i;

/** Reads each sheet of a workbook as a table, and tells what its sheets do not show. */
export async function readSheets(parts: Parts, budget: Budget, seen: Seen): Promise<void> {
  const [book, relations] = [new Book(), new Relations()];
  const [strings, styles] = [new SharedStrings(), new Styles()];
  await parts.readNamed(bookPart, book);
  await parts.readNamed('xl/_rels/workbook.xml.rels', relations);
  await parts.readNamed('xl/sharedStrings.xml', strings);
  await parts.readNamed('xl/styles.xml', styles);
  for (const _ of book.definedNames) seen.found('workbook-name');
  const texts = seen.text({}, 'Names of sheets, and texts around their cells');
  const line = (text: string) => tellLine(texts, budget, text);
  for (const { name } of book.sheets) line(name);
  for (const text of [...book.definedNames, ...relations.outward]) line(text);
  const around = { strings, styles, from1904: book.from1904, budget };
  try {
    for (const [index, sheet] of sheetsOf(book, relations, parts).entries())
      await readSheet({ ...sheet, number: index + 1 }, { parts, seen, around, line });
  } finally {
    texts.end();
  }
  tellUnused(strings, budget, seen);
  if (strings.isCut) seen.notChecked('partly');
}

function tellLine(texts: SeenText, budget: Budget, text: string): void {
  budget.spend(text.length);
  for (const one of text.split('\n')) texts.line(one);
}

interface OneSheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly part: string;
}

function sheetsOf(book: Book, relations: Relations, parts: Parts): OneSheet[] {
  const listed = book.sheets.map(({ name, isHidden, relation }) => ({
    ...{ name, isHidden },
    part: relations.targets.get(relation) ?? '',
  }));
  // A sheet that the workbook does not list is shown by no program.
  const names = parts.left.map(({ name }) => name).filter((name) => sheetForm.test(name));
  for (const { part } of listed) if (names.includes(part)) names.splice(names.indexOf(part), 1);
  return [...listed, ...names.map((part) => ({ name: 'in no list', isHidden: true, part }))];
}

interface Reading {
  readonly parts: Parts;
  readonly seen: Seen;
  readonly around: Omit<Surroundings, 'hidden'>;
  readonly line: (text: string) => void;
}

async function readSheet({ name, isHidden, part, number: sheet }: OneSheet & { number: number }, reading: Reading) {
  const { parts, seen, around, line } = reading;
  const tellHidden = () => {
    if (isHidden) seen.found('workbook-hidden-sheet', { sheet });
  };
  if (!sheetForm.test(part)) return tellHidden();
  const table = seen.table({ sheet }, name);
  const hidden = (place: object) => seen.found('workbook-hidden-cells', { sheet, ...place });
  const texts = new SheetTexts(new Rows(table, { ...around, hidden }), line);
  let isWhole = false;
  try {
    await parts.readNamed(part, texts);
    isWhole = true;
  } finally {
    // What was read is checked, whatever stopped it.
    table.end();
    // Some programs leave a sheet behind that has nothing in it.
    if (!isWhole || texts.isEmpty !== true) tellHidden();
  }
}

/** Texts that are in the file and in no cell, such as those of rows that were deleted. */
function tellUnused(strings: SharedStrings, budget: Budget, seen: Seen): void {
  const unused = strings.unused();
  const first = unused.next();
  if (first.done === true) return;
  const table = seen.table({}, 'Texts in no cell');
  table.row([budget.cell(first.value)]);
  for (const text of unused) table.row([budget.cell(text)]);
  table.end();
}
