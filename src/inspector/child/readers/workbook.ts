import { canUnzip, LyingSizeError, unzip } from '../archives/unzip.ts';
import { whole } from '../archives/whole.ts';
import { tellZip } from '../archives/zip-findings.ts';
import { listZip } from '../archives/zip-list.ts';
import { Budget, EnoughError } from '../budget.ts';
import type { Reader, Seen, SeenText } from '../reader.ts';
import { readXml, type XmlHandler } from '../texts/xml.ts';
import { Book, Relations, Texts } from '../workbook/book.ts';
import { Rows } from '../workbook/rows.ts';
import { SharedStrings } from '../workbook/strings.ts';
import { Styles } from '../workbook/styles.ts';

/** Reads a part of the workbook, if it has it. */
type ReadPart = (name: string, handler: XmlHandler) => Promise<void>;

/** So much XML is read in good time. */
const mostXml = 256 * 1024 * 1024;
const bookPart = 'xl/workbook.xml';
const sheetForm = /^xl\/worksheets\/[^/]+\.xml$/i;
const textForm = /^xl\/(comments[^/]*|threadedcomments\/[^/]*)\.xml$/i;
const aboutForm = /^docprops\/(core|app)\.xml$/i;

/** Reads each sheet of a workbook as a table, and finds what a workbook holds that its sheets do not show. */
export const readWorkbook: Reader = async (file, seen) => {
  const bytes = await whole(file);
  const list = listZip(bytes);
  const names = list.entries.map(({ name }) => name);
  if (!names.includes(bookPart)) {
    seen.notChecked('type');
    return;
  }
  for (const rule of names.map(ruleOfPart)) if (rule !== undefined) seen.found(rule);
  if (tellZip(list, bytes.length, seen)) {
    seen.notChecked('partly');
    return;
  }
  const xmlBudget = new Budget(mostXml);
  const read: ReadPart = async (name, handler) => {
    const entry = list.entries.find((one) => one.name === name);
    if (entry !== undefined && canUnzip(entry)) await readXml(within(xmlBudget, unzip(bytes, entry)), handler);
  };
  try {
    await readParts(names, read, seen);
  } catch (error) {
    if (error instanceof LyingSizeError) seen.found('archive-lies');
    if (!(error instanceof EnoughError)) throw error;
    seen.notChecked('partly');
  }
};

async function* within(budget: Budget, source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    budget.spend(chunk.length);
    yield chunk;
  }
}

async function readParts(names: readonly string[], read: ReadPart, seen: Seen): Promise<void> {
  const [book, relations] = [new Book(), new Relations()];
  const [strings, styles, budget] = [new SharedStrings(), new Styles(), new Budget()];
  await read(bookPart, book);
  await read('xl/_rels/workbook.xml.rels', relations);
  await read('xl/sharedStrings.xml', strings);
  await read('xl/styles.xml', styles);
  for (let count = 0; count < book.definedNames; count += 1) seen.found('workbook-name');
  const texts = seen.text({}, 'Names of sheets, comments, and what it says of itself');
  for (const { name } of book.sheets) texts.line(name);
  try {
    await readTexts(names, read, texts, budget, seen);
  } finally {
    texts.end();
  }
  const listed = book.sheets.map(({ name, isHidden, relation }) => ({
    ...{ name, isHidden },
    part: relations.targets.get(relation) ?? '',
  }));
  // A sheet that the workbook does not list is shown by no program.
  const unlisted = names.filter((name) => sheetForm.test(name) && !listed.some(({ part }) => part === name));
  const sheets = [...listed, ...unlisted.map((part) => ({ name: 'in no list', isHidden: true, part }))];
  for (const [index, { name, isHidden, part }] of sheets.entries()) {
    const sheet = index + 1;
    if (isHidden) seen.found('workbook-hidden-sheet', { sheet });
    if (!sheetForm.test(part)) continue;
    const table = seen.table({ sheet }, name);
    const hidden = (place: object) => seen.found('workbook-hidden-cells', { sheet, ...place });
    try {
      await read(part, new Rows(table, { strings, styles, from1904: book.from1904, budget, hidden }));
    } finally {
      // What was read is checked, whatever stopped it.
      table.end();
    }
  }
  if (strings.isCut || budget.hasCut) seen.notChecked('partly');
}

/** Comments, and what the workbook says of itself, go to the checks as lines of text. */
async function readTexts(names: readonly string[], read: ReadPart, texts: SeenText, budget: Budget, seen: Seen) {
  for (const name of names.filter((one) => textForm.test(one) || aboutForm.test(one))) {
    const line = (text: string, element: string) => {
      budget.spend(text.length);
      texts.line(text);
      if (/^(creator|lastModifiedBy|Manager|Company)$/.test(element)) seen.found('document-author');
    };
    await read(name, new Texts(line));
  }
}

/** What a part of a workbook means by its name alone. */
const rulesOfParts: readonly (readonly [form: RegExp, rule: string])[] = [
  [/vbaproject|\/macrosheets\/|\/activex\/|\/ctrlprops\//, 'workbook-macro'],
  [/\/pivotcache\/|\/model\/|\/slicercaches\/|\/timelinecaches\//, 'workbook-cache'],
  [/\/embeddings\/|oleobject|\/attachedtoolbars/, 'workbook-embedded'],
  [/\/externallinks\/|\/connections\.xml$|\/querytables\/|\/webextensions\//, 'workbook-link'],
  [/\/comments|\/threadedcomments\/|\/persons\//, 'workbook-comment'],
  [/\/revisions\//, 'workbook-revision'],
  [/^customxml\/|^docprops\/custom\.xml$/, 'workbook-custom'],
  [/\/media\/|\/charts\/|\/diagrams\/|^docprops\/thumbnail/, 'workbook-picture'],
];

/** Parts that every program writes, which show nothing that the sheets do not. */
const usual =
  /(\.rels|^\[content_types\]\.xml|^docprops\/(app|core)\.xml|^xl\/(workbook|styles|sharedstrings|calcchain|metadata)\.xml|^xl\/(theme|worksheets|chartsheets|drawings|printersettings|tables|pivottables|richdata|featurepropertybag)\/.*|^docmetadata\/labelinfo\.xml|\/)$/;

function ruleOfPart(name: string): string | undefined {
  const lower = name.toLowerCase();
  const known = rulesOfParts.find(([form]) => form.test(lower))?.[1];
  return known ?? (usual.test(lower) ? undefined : 'workbook-unknown');
}
