import type { Claim, ClaimedOutput } from '../domain/inspection/claim.ts';
import type { Finding } from '../domain/inspection/evidence.ts';
import { isContext } from '../domain/operation/package-role.ts';
import type { ClaimedThresholds, CountTable } from './child/exchange.ts';
import type { Inspected } from './inspect-file.ts';
import { ruleById } from './rules/index.ts';
import type { PackageRuleId } from './rules/packages.ts';

/** In more tables than this one may look rounded by chance. */
const fewTables = 20;

/** So many counts two columns have to share, so large, to be of the same thing; of these so many have to be close to each other. */
const fewest = { shared: 3, count: 10, close: 0.3 } as const;
/** So many pairs of columns are held against each other in one package. */
const mostPairs = 100_000;

/** What is known of a file while the others of its package are looked into. */
export interface FileOfPackage {
  readonly path: string;
  readonly findings: readonly Finding[];
  readonly tables: number;
  /** Those of its first table. */
  readonly size: { readonly rows: number; readonly columns: number };
  readonly sha256: string | undefined;
  readonly beside: Inspected['beside'];
}

export function fileOfPackage(path: string, { findings, coverage, sha256, beside }: Inspected): FileOfPackage {
  const { tables = 0, rows = 0, firstTables = [] } = coverage ?? {};
  return { path, findings, tables, size: { rows, columns: firstTables[0]?.kinds.length ?? 0 }, sha256, beside };
}

/** What is found in each of these files only beside the others. What a researcher claims adds to it, and takes nothing away. */
export function foundAcross(
  files: readonly FileOfPackage[],
  project: ClaimedThresholds,
): readonly (readonly Finding[])[] {
  const tables = files.reduce((sum, one) => sum + (isContext(one.path) ? 0 : one.tables), 0);
  const claims = files.flatMap(({ beside }) => (Array.isArray(beside?.claim) ? [beside.claim] : []));
  const isWeaker = files.some(({ beside }) => isBelow(beside?.thresholds, project));
  const contradicted = claims.length === 0 ? () => [] : contradictionsWith(claims.flat(), sumsIn(files), isWeaker);
  const { differing, uncompared } = compareTables(
    files.map(({ path, beside }) => (isContext(path) ? [] : (beside?.tables ?? []))),
    project.minCount,
  );
  return files.map((file, at) => {
    const { claim, sum, thresholds, isRoundedByFew } = file.beside ?? {};
    const isLowered = file.findings.some(({ rule }) => rule === 'rounded-count');
    const rules: readonly PackageRuleId[] = [
      ...(isRoundedByFew === true && isLowered && tables > fewTables ? (['rounding-unsure'] as const) : []),
      ...(differing.has(at) ? (['table-difference'] as const) : []),
      ...(uncompared.has(at) ? (['tables-uncompared'] as const) : []),
      ...(claim === 'unread' ? (['report-unread'] as const) : []),
      ...(isContext(file.path) || [claim, sum, thresholds].some((own) => own !== undefined) ? [] : contradicted(file)),
    ];
    return rules.flatMap((rule) => {
      const severity = ruleById.get(rule)?.severity;
      return severity === undefined ? [] : [{ rule, severity, count: 1 }];
    });
  });
}

function isBelow(said: ClaimedThresholds | undefined, project: ClaimedThresholds): boolean {
  return said !== undefined && (said.minCount < project.minCount || said.minResidualDof < project.minResidualDof);
}

function contradictionsWith(claims: Claim, sums: ReadonlyMap<string, ReadonlySet<string>>, isWeaker: boolean) {
  const byName = Map.groupBy(
    claims.flatMap((output) => output.files.map(({ name }) => ({ name, output }))),
    ({ name }) => name,
  );
  return (file: FileOfPackage): PackageRuleId[] => {
    const name = nameOf(file.path);
    const [only, second] = byName.get(name) ?? [];
    const hasSum = file.sha256 !== undefined && sums.get(name)?.has(file.sha256) === true;
    if (only === undefined || second !== undefined || !hasSum || !fits(only.output, file)) return ['report-unbound'];
    const { status, isSuppressed } = only.output;
    const isFound = file.findings.some(({ severity }) => severity !== 'note');
    if (status === 'fail') return ['report-failed'];
    if (isFound && (status === 'pass' || isSuppressed)) return ['report-contradicted'];
    if (status === 'review') return ['report-review'];
    return isWeaker ? ['report-weaker'] : [];
  };
}

/** Whether a table has all the cells of which the report tells; beside them stand a head and names of rows. */
function fits({ files }: ClaimedOutput, { path, tables, size }: FileOfPackage): boolean {
  const { rows = 0, columns = 0 } = files.find(({ name }) => name === nameOf(path)) ?? {};
  if (rows === 0) return true;
  return tables > 1 || (tables === 1 && rows < size.rows && columns < size.columns);
}

/** The checksums beside the files, by the name of the file of which each is. */
function sumsIn(files: readonly FileOfPackage[]): ReadonlyMap<string, ReadonlySet<string>> {
  const sums = new Map<string, Set<string>>();
  for (const { path, beside } of files) {
    const [, name] = /(?:^|\/)checksums\/([^/]+)\.txt$/.exec(path) ?? [];
    if (name === undefined || beside?.sum === undefined) continue;
    sums.set(name, (sums.get(name) ?? new Set()).add(beside.sum));
  }
  return sums;
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

interface Column {
  readonly file: number;
  /** By the names of their rows. */
  readonly counts: ReadonlyMap<string, number>;
}

/**
 * Which of these files have a column of counts that gives small ones when it is taken from that of another table, and which have one that was
 * not held against all others: by their place in the list. The names that fewest columns have come first.
 */
function compareTables(files: readonly (readonly CountTable[])[], minCount: number) {
  const columns = files.flatMap((tables, file) => tables.flatMap((table) => columnsOf(table, file)));
  const differing = new Set<number>();
  const uncompared = new Set<number>();
  let left = mostPairs;
  const byName = [...Map.groupBy(columns, ({ name }) => name).values()];
  for (const alike of byName.toSorted((one, other) => one.length - other.length)) {
    for (const [at, one] of alike.entries()) {
      const others = alike.slice(at + 1);
      const compared = others.slice(0, left);
      for (const other of compared) {
        if (!givesFew(one.counts, other.counts, minCount)) continue;
        differing.add(one.file);
        differing.add(other.file);
      }
      left -= compared.length;
      if (compared.length === others.length) continue;
      for (const { file } of alike.slice(at)) uncompared.add(file);
      break;
    }
  }
  return { differing, uncompared };
}

function columnsOf({ rows, columns }: CountTable, file: number): (Column & { readonly name: string })[] {
  // Rows with one name cannot be told apart.
  const isAlone = rows.map((row) => row !== '' && rows.indexOf(row) === rows.lastIndexOf(row));
  return columns.map(({ name, counts }) => {
    const own = counts.flatMap((count, at) =>
      count === null || !isAlone[at] ? [] : [[rows[at] ?? '', count] as const],
    );
    return { name, file, counts: new Map(own) };
  });
}

/** Whether one column is that of the other less a few of them: no row has more, many have nearly as many, and some differ by few. */
function givesFew(one: Column['counts'], other: Column['counts'], minCount: number): boolean {
  const shared = [...one].flatMap(([row, count]) => {
    const second = other.get(row);
    return second === undefined || Math.min(count, second) < fewest.count ? [] : [count - second];
  });
  if (shared.length < fewest.shared) return false;
  const isOrdered = shared.every((less) => less >= 0) || shared.every((less) => less <= 0);
  const close = shared.filter((less) => Math.abs(less) < minCount);
  return isOrdered && close.length >= fewest.close * shared.length && close.some((less) => less !== 0);
}
