import { isOfGroups, isSex } from '../../identifiers/quasi.ts';
import { labelOf } from '../label.ts';
import type { StartCheck } from '../table-check.ts';
import { areKeysOfPeople } from './keys-of-people.ts';
import { fewestKeyed, looksOf } from './looks.ts';
import { OneRecord } from './one-record.ts';
import { type Column, fewestSingle, type Shown, shownOf, traitsOf } from './traits.ts';

/** So many rows show what a column holds, and so many columns are looked at; a table that is turned has no more rows. */
const mostRows = 500;
const mostColumns = 200;
const mostTurned = 40;

/** Many rows, and rows or columns that look like people. */
export const startIndividuals: StartCheck = ({ rules, header, headerRow, found }) => {
  const columns = header.slice(0, mostColumns).map((label) => ({ label, cells: [] as Shown[] }));
  const names = new Set(header.map(({ words }) => words.join(' ')).filter((name) => name !== ''));
  let rows = 0;
  const summaries = { rows: 0, names: new Set<string>() };
  return {
    row: (row) => {
      rows += 1;
      if (rows === rules.maxRows + 1) found('many-rows', row.number);
      if (rows > mostRows) return;
      for (const [at, { cells }] of columns.entries()) cells.push(shownOf(row.texts[at] ?? '', row.cells[at]));
      const label = labelOf(row.texts[0] ?? '');
      // Rows of a mean or a count, and rows that are named as the columns are, are no people; but these do not come again and again.
      const isSummary =
        (label.counts && label.words.length > 1) || isOfGroups(label.words) || names.has(label.words.join(' '));
      if (!isSummary || isSex(columns[0]?.cells.at(-1)?.text ?? '')) return;
      summaries.rows += 1;
      summaries.names.add(label.words.join(' '));
    },
    end: () => {
      const areSummaries = summaries.names.size >= 2 && summaries.rows <= 2 * summaries.names.size;
      const looks = areSummaries || areCrossed(columns) ? undefined : looksOf(columns, rules.minCount);
      if (
        looks === 'people' ||
        isOneRecord(columns) ||
        areFitted(columns) ||
        [turned(columns), unfolded(columns)].some((other) => arePeople(other, rules.minCount))
      )
        found('individual-rows', headerRow);
      else if (looks === 'perhaps') found('scattered-rows', headerRow);
    },
  };
};

/** Whether the first two columns have each name of the one with each of the other, once and in blocks, as a table of groups. */
function areCrossed([one, other]: readonly Column[]): boolean {
  const texts = (column: Column | undefined) => column?.cells.map(({ text }) => text) ?? [];
  const [outer, inner] = [texts(one), texts(other)];
  const [names, size] = [new Set(outer).size, new Set(inner).size];
  return (
    one !== undefined &&
    !traitsOf(one).isOfKeys &&
    names > 1 &&
    size > 1 &&
    names * size === outer.length &&
    outer.every((text, at) => text === outer[at - (at % size)]) &&
    inner.every((text, at) => text === inner[at % size])
  );
}

/** What a model tells of each observation: what it expects, and how far off that is. */
const fitted =
  /^(?:fitted(?: values?)?|predicted|predictions?|yhat|y hat|pred|fit|vorhersage|geschatzt|predicho|prevu|hat|linear predictor)$/;
const off =
  /^(?:(?:std|studentized|standardized|raw|pearson|deviance)? ?resid(?:uals?|s)?|rstudent|cooks? ?d|cooksd|residuen|residuos|residus|residui)$/;

/** Whether each row is one observation that a model was fitted to. */
function areFitted(columns: readonly Column[]): boolean {
  const names = columns.map(({ label }) => label.words.join(' '));
  const rows = Math.max(0, ...columns.map(({ cells }) => cells.length));
  return rows >= fewestSingle && names.some((name) => fitted.test(name)) && names.some((name) => off.test(name));
}

/** Whether names stand beside the values of one person, or above them in the one row of a table. */
function isOneRecord(columns: readonly Column[]): boolean {
  const [names, values, ...others] = columns;
  if (names === undefined || values === undefined) return false;
  const record = new OneRecord();
  if (others.length > 0) {
    for (const { label, cells } of columns.every(({ cells }) => cells.length === 1) ? columns : [])
      record.add(label.words.join(' '), cells[0]?.text ?? '');
    return record.isOfOne;
  }
  record.add(names.label.words.join(' '), values.label.words.join(' '));
  for (const [row, { text }] of names.cells.entries()) record.add(text, values.cells[row]?.text ?? '');
  return record.isWhole;
}

/** The rows of a table as columns, the header with them; none where there are more than anybody writes beside each other. */
function turned([first, ...others]: readonly Column[]): Column[] {
  if (first === undefined || others.length < fewestKeyed || first.cells.length > mostTurned) return [];
  const head = others.map(({ label }) => label.words.join(' '));
  return [
    { label: first.label, cells: head.map((text) => shownOf(text)) },
    ...first.cells.map(
      ({ text }, row): Column => ({
        label: labelOf(text),
        cells: others.map(({ cells }) => cells[row] ?? shownOf('')),
      }),
    ),
  ];
}

/** Names of the column that says in each row of a long table what its value is. */
const ofLong =
  /^(?:variable|name|item|measure|key|question|field|attribute|parameter|merkmal|variabele?|variabel|zmienna)s?$/;

/** A long table, of a row for each case and each thing that is told of it, with one column for each of these. */
function unfolded(columns: readonly Column[]): Column[] {
  const names = columns.find(({ label }) => label.words.length === 1 && ofLong.test(label.words[0] ?? ''));
  const values = columns.at(-1);
  if (names === undefined || values === undefined || names === values || columns.length > 4) return [];
  const byName = Map.groupBy(names.cells.keys(), (row) => names.cells[row]?.text ?? '');
  if (byName.size < 2 || byName.size > mostTurned || [...byName.values()].some(({ length }) => length < fewestSingle))
    return [];
  return [...byName].map(([name, rows]) => ({
    label: labelOf(name),
    cells: rows.map((row) => values.cells[row] ?? shownOf('')),
  }));
}

/** Groups stand beside each other more often than people do, so heads alone do not tell. */
function arePeople(columns: readonly Column[], minCount: number): boolean {
  const rows = columns[0]?.cells.length ?? 0;
  const isLong = rows >= 2 * fewestSingle;
  const traits = columns.map(traitsOf);
  const [head, second] = traits;
  const keys = head?.label.words.length === 0 && !areKeysOfPeople(head.texts) ? second : head;
  if (keys?.isOfKeys === true) return true;
  const hasAges = traits.some(
    ({ kind, isOfAges, areWhole }) => (kind === 'age' || kind === 'birth') && isOfAges && areWhole,
  );
  if (head?.label.words.length === 0 && hasAges && areKeysOfPeople(head.texts)) return true;
  if (rows < fewestSingle) return false;
  const isSure = traits.some(({ areSexes, hasOwnDays, isSingle, isLikeAges, kind }) =>
    isLong ? areSexes || isSingle || isLikeAges : areSexes || hasOwnDays || (isSingle && kind === 'birth'),
  );
  return (isSure || traits[0]?.caseNumbers !== undefined) && looksOf(columns, minCount) === 'people';
}
