import { type NumberKind, numberKinds } from '../identifiers/national.ts';
import { isPhone } from '../identifiers/phones.ts';
import { digitsOfIdentifier, isIdentifierLabel, isPublicLabel, ofPlace } from './identifier-labels.ts';
import type { Label } from './label.ts';
import { isDay, isPostcode } from './patterns.ts';
import type { CheckedRule, StartCheck } from './table-check.ts';
import { words } from './words/folded.ts';

/** So many values of a column are looked at, and so many columns. */
const mostValues = 500;
const mostColumns = 300;

const births = words('dob birth born birthdate birthday');
const eventWords = words(
  'admission admitted discharge discharged death died deceased diagnosis diagnosed dod doa surgery',
);
const zipWords = words('zip zipcode postcode postal plz');

interface ColumnKind extends Pick<NumberKind, 'holds' | 'chance'> {
  /** Without what stands between its parts. */
  readonly forms: ReadonlySet<string>;
}

const formOf = (bareText: string) => bareText.replaceAll(/[A-Z]/g, 'A').replaceAll(/\d/g, '9');
const columnKinds: readonly ColumnKind[] = numberKinds.map(({ shapes, holds, chance }) => ({
  ...{ holds, chance, forms: new Set(shapes.map((shape) => shape.replaceAll(/[^A9]/g, ''))) },
}));

/** The values of a column, as far as they are looked at. */
interface Values {
  /** Every one that is shown. */
  readonly all: readonly string[];
  readonly distinct: readonly string[];
}

/** What whole columns hold: identifiers, days, places. A single number proves nothing, most of a column does. */
export const startIdentifiers: StartCheck = ({ header, headerRow, found }) => {
  // Beside counts, days are those of a series.
  const isSeries = header.some(({ counts }) => counts);
  const columns = header.slice(0, mostColumns).map((): string[] => []);
  return {
    row: ({ cells, texts }) => {
      for (let at = 0; at < columns.length; at += 1) {
        const values = columns[at];
        if (values === undefined || values.length === mostValues) continue;
        const kind = cells[at]?.kind;
        if (kind === undefined || kind === 'blank' || kind === 'masked') continue;
        values.push((texts[at] ?? '').slice(0, 80));
      }
    },
    end: () => {
      const seen = columns.map((all): Values => ({ all, distinct: [...new Set(all)] }));
      for (const [at, values] of seen.entries()) {
        const label = header[at];
        if (label === undefined || values.all.length === 0) continue;
        for (const rule of rulesOf(label, values, isSeries)) found(rule, headerRow, at + 1);
      }
      const place = exactPlace(header, seen);
      if (place !== undefined) found('coordinates', headerRow, place + 1);
    },
  };
};

function rulesOf(label: Label, values: Values, isSeries: boolean): CheckedRule[] {
  const { all, distinct } = values;
  const has = (those: ReadonlySet<string>) => label.words.some((word) => those.has(word));
  const rules: readonly (readonly [CheckedRule, () => boolean])[] = [
    ['identifier-header', () => isIdentifierLabel(label.words) || haveDigits(all, digitsOfIdentifier(label.words))],
    ['identifier-header', () => has(personWords) && areNames(all, distinct)],
    ['check-digits', () => haveCheckDigits(distinct)],
    ['phone-number', () => distinct.length >= fewestPhones && isMost(distinct, isPhone)],
    ['identifier-shape', () => !isPublicLabel(label.words) && isKeyColumn(all, distinct)],
    ['birth-date', () => has(births) && isMost(all, isDay)],
    ['event-date', () => !isSeries && has(eventWords) && !has(births) && isMost(all, isDay)],
    ['postcode', () => isMost(all, isPostcode) || (has(zipWords) && isMost(all, isZip))],
  ];
  return rules.flatMap(([rule, holds]) => (holds() ? [rule] : []));
}

const personWords = words(`
  patient patiente patientin paciente paziente pacjent potilas claimant customer client kunde klant employee pupil student respondent participant defendant
  name names nom nome nombre naam namn navn nimi nazwisko`);
const given = "\\p{Lu}[\\p{Ll}'’-]{1,20}";
const fullName = new RegExp(
  `^${given} (?:(?:de|van|von|der|den|da|di|du|del|la|le|af|ter|dos) ){0,3}${given}(?: ${given})?$`,
  'u',
);
const fewestNames = 3;

/** Whether most values are two or three words as names are written. */
function areNames(all: readonly string[], distinct: readonly string[]): boolean {
  return distinct.length >= fewestNames && isMost(all, (text) => fullName.test(text));
}

/** Fewer different values may be other numbers with spaces in them. */
const fewestPhones = 3;
const bare = (text: string) => text.toUpperCase().replaceAll(/[^A-Z\d]/g, '');
const isZip = (text: string) => /^\d{5}(?:-\d{4})?$/.test(text);

/** Fewer different values prove nothing. */
const fewestChecked = 4;
/** A chance of ten for each of four values is one in 10,000. */
const mostByChance = 1 / 9999;

/** Whether so many numbers of one kind have its check digits that it is no chance. Decimals and negative numbers have none. */
function haveCheckDigits(distinct: readonly string[]): boolean {
  const whole = distinct.filter((text) => /^[\w ,'./-]{9,30}$/.test(text) && !/^[-.]|^\d*\.\d*$/.test(text)).map(bare);
  const digits = whole.filter((text) => new Set(text).size > 2);
  return digits.length >= fewestChecked && columnKinds.some((kind) => isOf(kind, digits, distinct.length));
}

function isOf({ holds, chance, forms }: ColumnKind, digits: readonly string[], all: number): boolean {
  const passing = digits.filter((text) => forms.has(formOf(text)) && holds(text)).length;
  return passing >= fewestChecked && passing >= 0.8 * all && atMost(all, passing, chance) <= mostByChance;
}

/** A bound on the chance that so many of all pass which each pass with the same chance. */
function atMost(all: number, passing: number, chance: number): number {
  let bound = 1;
  for (let nth = 0; nth < all - passing; nth += 1) bound *= (all - nth) / (nth + 1);
  return bound * chance ** passing;
}

function haveDigits(values: readonly string[], fewest: number | undefined): boolean {
  if (fewest === ofPlace) return isMost(values, (value) => /\p{L}/u.test(value) && /\d/.test(value));
  return fewest !== undefined && isMost(values, (value) => value.replaceAll(/\D/g, '').length >= fewest);
}

function isMost(values: readonly string[], holds: (value: string) => boolean): boolean {
  return values.length > 0 && values.filter(holds).length >= 0.5 * values.length;
}

/** The column of exact latitudes, if there are longitudes too. */
function exactPlace(header: readonly Label[], seen: readonly Values[]): number | undefined {
  const columnOf = (...words: readonly string[]) =>
    header.findIndex((label, at) => label.words.some((word) => words.includes(word)) && isExact(seen[at]));
  const latitude = columnOf('lat', 'latitude');
  return latitude >= 0 && columnOf('lon', 'lng', 'long', 'longitude') >= 0 ? latitude : undefined;
}

function isExact(values: Values | undefined): boolean {
  return (
    values !== undefined && values.distinct.length >= 10 && isMost(values.all, (value) => /[.,]\d{3,}$/.test(value))
  );
}

/** Fewer values show no shape. */
const fewestValues = 20;
const nearlyAll = 0.95;

const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const hash = /^(?:[0-9a-f]{24}|[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{56}|[0-9a-f]{64}|[0-9a-f]{96}|[0-9a-f]{128})$/i;
const letterAndDigits = /^[A-Za-z]{1,4}[-_ /]?\d{4,12}[A-Za-z]?$/;
/** Codes of the British statistics offices, of variants, genes, sequences, probes and registered trials. */
const publicCode = /^(?:[EWSNKJL]\d{8}|rs\d+|cg\d{8}|(?:NM|NP|NR|XM|XP)_?\d+|NCT\d{8}|LOC\d+|GS[EM]\d+)$/;

/** Whether a column holds keys: nearly all values are different, and nearly all have one shape that only keys have. */
function isKeyColumn(all: readonly string[], distinct: readonly string[]): boolean {
  if (all.length < fewestValues || distinct.length < nearlyAll * all.length) return false;
  const shapes = new Map<string, number>();
  for (const value of distinct) {
    const shape = shapeOf(value);
    if (shape !== undefined) shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
  }
  const isKnown = [...shapes.values()].some((count) => count >= nearlyAll * distinct.length);
  return isKnown || arePadded(distinct);
}

function shapeOf(value: string): string | undefined {
  if (uuid.test(value)) return 'uuid';
  // Decimal numbers alone are no hash.
  if (hash.test(value) && /[a-f]/i.test(value)) return `hash ${value.length}`;
  if (!letterAndDigits.test(value) || publicCode.test(value)) return undefined;
  return value.replaceAll(/[A-Za-z]/g, 'a').replaceAll(/\d/g, '0');
}

/** Digits of one length, some with zeros before them, which numbers do not have. */
function arePadded(distinct: readonly string[]): boolean {
  const length = distinct[0]?.length ?? 0;
  return (
    length >= 6 &&
    distinct.every((value) => value.length === length && /^\d+$/.test(value)) &&
    distinct.some((value) => value.startsWith('0'))
  );
}
