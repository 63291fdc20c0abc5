import { totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { messageOf } from '../domain/base/errors.ts';
import type { CheckedFile } from '../domain/inspection/checked-file.ts';
import { disclosureRules } from '../domain/inspection/disclosure.ts';
import type { Finding, Place } from '../domain/inspection/evidence.ts';
import { type FileOfPackage, fileOfPackage, foundAcross } from './across.ts';
import { type ColumnName, coverageLines } from './coverage-words.ts';
import { type ChildTerms, childLimits, type FileToInspect, type Inspected, unreadableFile } from './inspect-file.ts';
import { childrenAtOnce, inspectPackage, packageLimits } from './inspect-package.ts';
import { localFiles } from './local-files.ts';
import { columnNames, placeText } from './pages/finding-words.ts';
import { ruleById } from './rules/index.ts';
import { showFile } from './show-file.ts';

/** What is asked, as JSON in the first word: a folder or a file, thresholds, and other limits than usual. */
const asked = z.strictObject({
  path: z.string().min(1),
  rules: disclosureRules,
  milliseconds: z.int().min(1).default(childLimits.milliseconds),
});

/** Inspects a local folder and prints a line of JSON with the number of files, then one for each file. */
async function check(text: string): Promise<void> {
  const { path, rules, milliseconds } = asked.parse(JSON.parse(text));
  const { files, others } = localFiles(path);
  print({ files: files.length + others.length });
  const terms = {
    program: fileURLToPath(new URL('child/main.mjs', import.meta.url)),
    ...{ rules, clock: { now: () => new Date() }, atOnce: childrenAtOnce(totalmem()) },
    ...{ ...childLimits, ...packageLimits, milliseconds },
  };
  const results = inspectPackage(files, terms);
  const names = files.values();
  const seen: FileOfPackage[] = [];
  for await (const result of results) {
    const { value } = names.next();
    if (value === undefined) continue;
    seen.push(fileOfPackage(value.path, result));
    print(checked(value.path, value.bytes, result, await namesIn(value, result, terms)));
  }
  for (const { path: name, bytes } of names) print(checked(name, bytes, unreadableFile('budget')));
  for (const other of others) print(checked(other, 0, unreadableFile('type')));
  const across = foundAcross(seen, rules).map((findings, at) => ({
    path: seen[at]?.path ?? '',
    findings: findings.map(told),
  }));
  const beside = across.filter(({ findings }) => findings.length > 0);
  if (beside.length > 0) print({ beside });
}

function checked(
  path: string,
  bytes: number,
  { findings, beside: _, lines: __, ...result }: Inspected,
  nameOf: ColumnName = numbered,
): CheckedFile {
  const lookedAt = result.coverage === undefined ? [] : [...coverageLines(result.coverage, nameOf)];
  return { path, bytes, ...result, findings: findings.map(told), lookedAt };
}

/** The columns of a table by their heads, which a second child reads where something was taken for counts or for nothing. */
async function namesIn(file: FileToInspect, { coverage }: Inspected, terms: ChildTerms): Promise<ColumnName> {
  if (coverage === undefined || coverage.columns.count + coverage.columns.unknown === 0) return numbered;
  const shown = await showFile(file, terms, { part: 1, from: 1 });
  const nameOf = shown === undefined ? numbered : columnNames(shown, 1);
  return (place) => {
    const name = nameOf(place);
    return name === undefined ? numbered(place) : `${name} (${numbered(place)})`;
  };
}

function numbered({ sheet, page, column = 0 }: Place): string {
  return placeText({ sheet, page, column });
}

function told(finding: Finding): CheckedFile['findings'][number] {
  const { title = finding.rule, says = '' } = ruleById.get(finding.rule) ?? {};
  return { ...finding, title, says };
}

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

// An end by a signal would leave children behind; this one takes them along.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));

await check(process.argv[2] ?? '').catch((error: unknown) => {
  process.stderr.write(`${messageOf(error)}\n`);
  process.exitCode = 1;
});
