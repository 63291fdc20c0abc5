import type { Claim, ClaimedOutput } from '../domain/inspection/claim.ts';
import type { Finding } from '../domain/inspection/evidence.ts';
import { isContext } from '../domain/operation/package-role.ts';
import type { Inspected } from './inspect-file.ts';
import { ruleById } from './rules/index.ts';
import type { PackageRuleId } from './rules/packages.ts';

/** In more tables than this one may look rounded by chance. */
const fewTables = 20;

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
export function foundAcross(files: readonly FileOfPackage[]): readonly (readonly Finding[])[] {
  const tables = files.reduce((sum, one) => sum + (isContext(one.path) ? 0 : one.tables), 0);
  const claims = files.flatMap(({ beside }) => (Array.isArray(beside?.claim) ? [beside.claim] : []));
  const contradicted = claims.length === 0 ? () => [] : contradictionsWith(claims.flat(), sumsIn(files));
  return files.map((file) => {
    const { claim, sum, isRoundedByFew } = file.beside ?? {};
    const isLowered = file.findings.some(({ rule }) => rule === 'rounded-count');
    const rules: readonly PackageRuleId[] = [
      ...(isRoundedByFew === true && isLowered && tables > fewTables ? (['rounding-unsure'] as const) : []),
      ...(claim === 'unread' ? (['report-unread'] as const) : []),
      ...(isContext(file.path) || claim !== undefined || sum !== undefined ? [] : contradicted(file)),
    ];
    return rules.flatMap((rule) => {
      const severity = ruleById.get(rule)?.severity;
      return severity === undefined ? [] : [{ rule, severity, count: 1 }];
    });
  });
}

function contradictionsWith(claims: Claim, sums: ReadonlyMap<string, ReadonlySet<string>>) {
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
    return isFound && (status === 'pass' || isSuppressed) ? ['report-contradicted'] : [];
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
