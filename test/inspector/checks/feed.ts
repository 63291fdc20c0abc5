import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { type DisclosureRules, disclosureRules } from '../../../src/domain/inspection/disclosure.ts';
import { createChecks } from '../../../src/inspector/child/checks/index.ts';
import type { CorpusFile } from '../corpus/corpus-file.ts';

/** The thresholds of a project that says nothing. */
export const usualRules: DisclosureRules = disclosureRules.parse({});

/** What the checks find in the rows of one table. */
export function foundInRows(rows: readonly (readonly string[])[], rules = usualRules) {
  const checks = createChecks(rules);
  const table = checks.table();
  for (const row of rows) table.row(row);
  table.end();
  return checks.result();
}

/** What the checks find in the lines of one text. */
export function foundInLines(lines: readonly string[], rules = usualRules) {
  const checks = createChecks(rules);
  const text = checks.text();
  for (const line of lines) text.line(line);
  text.end();
  return checks.result();
}

const flat = z.array(z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))).min(1);

/** What the checks find in a file of the corpus, by the plainest way to read one. */
export function foundIn({ type, bytes, delimiter }: Pick<CorpusFile, 'type' | 'bytes' | 'delimiter'>) {
  const content = new TextDecoder().decode(bytes);
  if (type === 'table')
    return foundInRows(z.array(z.array(z.string())).parse(parse(content, { delimiter, relax_column_count: true })));
  if (type === 'text') return foundInLines(content.split('\n'));
  const rows = flat.safeParse(JSON.parse(content));
  if (!rows.success) return foundInLines(content.split('\n'));
  const header = Object.keys(rows.data[0] ?? {});
  return foundInRows([header, ...rows.data.map((row) => header.map((name) => String(row[name] ?? '')))]);
}
