import type { Coverage } from '../../../src/domain/inspection/coverage.ts';
import type { Answer } from '../../../src/inspector/child/exchange.ts';
import { aCoverage } from '../a-coverage.ts';

interface Hash {
  update(bytes: Uint8Array): unknown;
  digest(encoding: 'hex'): string;
}

/** A whole child that a file took over: it reads everything, and answers what the file says. */
export async function answerOne(pipe: AsyncIterable<Uint8Array>, hash: Hash): Promise<string> {
  const pieces: Uint8Array[] = [];
  for await (const piece of pipe) pieces.push(piece);
  const all = Buffer.concat(pieces);
  const file = all.subarray(all.indexOf('\n') + 1);
  hash.update(file);
  const right: Answer = {
    found: { type: 'text', findings: [{ rule: 'long-line', severity: 'review', count: 1 }], notChecked: [] },
    places: [{ rule: 'long-line', places: [{ row: 1 }] }],
    coverage: aCoverage({ lines: 1, looked: file.length }),
    beside: {},
    read: { bytes: file.length, sha256: hash.digest('hex') },
  };
  const said = file.toString();
  const coverage = unbalanced[said]?.(right.coverage) ?? right.coverage;
  return answers[said]?.(right) ?? JSON.stringify({ ...right, coverage });
}

const answers: Readonly<Record<string, (right: Answer) => string>> = {
  'more than a megabyte': (right) => `${JSON.stringify(right)}${' '.repeat(1024 * 1024)}`,
  'far more than a megabyte': () => 'x'.repeat(200 * 1024 * 1024),
  nothing: () => '',
  'no JSON': () => 'none',
  'two answers': (right) => JSON.stringify(right).repeat(2),
  'JSON in many layers': () => '['.repeat(500_000) + ']'.repeat(500_000),
  'a field more': (right) => JSON.stringify({ ...right, name: 'a name' }),
  'a text in a place': (right) => JSON.stringify({ ...right, places: [{ rule: 'long-line', places: [{ row: 'x' }] }] }),
  'another size': (right) => JSON.stringify({ ...right, read: { ...right.read, bytes: right.read.bytes + 1 } }),
  'another digest': (right) => JSON.stringify({ ...right, read: { ...right.read, sha256: '0'.repeat(64) } }),
  'a rule that is none': (right) => JSON.stringify(withRule(right, 'a-name')),
  'a lighter weight': (right) => JSON.stringify(right).replace('"review"', '"note"'),
  'a place without a finding': (right) => JSON.stringify({ ...right, found: { ...right.found, findings: [] } }),
  'that nothing is known': (right) => JSON.stringify({ ...right, found: { ...right.found, type: 'unknown' } }),
};

function withRule(right: Answer, rule: string): Answer {
  return { ...right, found: { ...right.found, findings: [{ rule, severity: 'review', count: 1 }] }, places: [] };
}

/** Numbers of coverage that cannot be those of the file. */
const unbalanced: Readonly<Record<string, (right: Coverage) => Coverage>> = {
  'a byte less': (right) => ({ ...right, looked: right.looked - 1 }),
  'a byte twice': (right) => ({ ...right, passed: [{ kind: 'picture', bytes: 1 }] }),
  'nothing of it': (right) => ({ ...right, looked: 0 }),
  'more parts read than there are': (right) => ({ ...right, parts: { all: 1, read: 2 } }),
  'more lines without a table than lines': (right) => ({ ...right, looseLines: right.lines + 1 }),
  'rows of no table': (right) => ({ ...right, rows: 1 }),
  'cells of no row': (right) => ({ ...right, tables: 1, cells: 1 }),
  'a column without a cell': (right) => ({ ...right, columns: { ...right.columns, count: 1 } }),
  'a table of which it knows more columns than there are': (right) => ({
    ...right,
    firstTables: [{ kinds: ['count'] }],
  }),
  'a rounded table that is not there': (right) => ({ ...right, rounding: [5] }),
};

/** Everything that the child can be told to say of what it looked at, though it cannot be. */
export const unbalancedAnswers = Object.keys(unbalanced);

/** Everything that the child can be told to answer wrongly. */
export const wrongAnswers = Object.keys(answers);
