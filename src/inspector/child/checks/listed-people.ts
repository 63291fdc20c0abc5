import { folded, words } from './words/folded.ts';

/** Fewer lines that follow each other are no list. */
const fewest = 5;
const mostFields = 12;

const sexes = words(`
  f m male female men women man woman boy girl boys girls Mann Frau Männer Frauen männlich weiblich homme femme hombre mujer masculino femenino
  maschio femmina uomo donna man vrouw homem mulher kvinna kvinde kvinne mies nainen mężczyzna kobieta 男 女 男性 女性`);

/**
 * The first line of a list that has a person in each line, `1. F, 51, Cardiology`: as many fields in each, of which one is a sex and
 * another an age, and ages that follow each other without order.
 */
export function listedPeople(
  lines: readonly { readonly plain: string; readonly number: number }[],
): number | undefined {
  const rows = lines.map(({ plain, number }) => ({ fields: fieldsOf(plain), number }));
  for (let from = 0; from < rows.length; from += 1) {
    const width = rows[from]?.fields.length ?? 0;
    let to = from;
    while (rows[to]?.fields.length === width) to += 1;
    const run = rows.slice(from, to);
    if (width >= 3 && run.length >= fewest && arePeople(run.map(({ fields }) => fields))) return rows[from]?.number;
    from = Math.max(from, to - 1);
  }
  return undefined;
}

function fieldsOf(line: string): string[] {
  const bare = line.trim().replace(/^(?:\d{1,4}[.):]|[-*•])\s+/, '');
  const fields = bare.split(/\s*[,;/|]\s+|\s+[/|]\s*|;/);
  return fields.length <= mostFields ? fields.map((field) => folded(field.trim())) : [];
}

function arePeople(rows: readonly (readonly string[])[]): boolean {
  const columns = [...(rows[0] ?? []).keys()].map((at) => rows.map((row) => row[at] ?? ''));
  return columns.some((column) => column.every((text) => sexes.has(text))) && columns.some(areAges);
}

function areAges(column: readonly string[]): boolean {
  const ages = column.map((text) => (/^\d{1,3}$/.test(text) ? Number(text) : Number.NaN));
  if (!ages.every((age) => age <= 115)) return false;
  const steps = ages.slice(1).map((age, at) => age - (ages[at] ?? 0));
  return steps.some((step) => step > 0) && steps.some((step) => step < 0);
}
