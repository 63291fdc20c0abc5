import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  auditContinuation,
  auditHead,
  auditLine,
  fitsEventFilter,
  mayHold,
} from '../../../src/domain/audit/audit-query.ts';
import { csvRow } from '../../../src/domain/base/csv.ts';
import { anEvent, operationId } from '../../contract/samples.ts';

/** Reads rows as RFC 4180 says. */
function rowsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare = '', end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare);
    if (end !== ',') rows.push([]);
  }
  return rows.slice(0, -1);
}

describe('a row of CSV', () => {
  it('keeps every text in its cell', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\r\n', ' ', 'ü', ';') }).map((text) => `x${text}`);
    fc.assert(
      fc.property(fc.array(cell, { minLength: 1 }), (cells) => {
        expect(rowsOf(csvRow(cells))).toEqual([cells]);
      }),
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])('takes %j for text and not for a formula', (text) => {
    expect(rowsOf(csvRow([text, 'b']))).toEqual([[`'${text}`, 'b']]);
  });

  it('leaves alone what only holds such a letter', () => {
    expect(csvRow(['a=b', 'control-plane', ''])).toBe('a=b,control-plane,\r\n');
  });
});

describe('an event in an answer', () => {
  const event = anEvent('one', { data: { reason: '=cmd, "x"', row: '{"id":"…"}', files: 3 } });

  it('is one line of JSON, without the copy of the row', () => {
    const line = auditLine(event, 'jsonl');
    expect(JSON.parse(line)).toEqual({ ...event, data: { reason: '=cmd, "x"', files: 3 } });
    expect(line.indexOf('\n')).toBe(line.length - 1);
  });

  it('is one row under the names of the columns, as the continuation is', () => {
    const words = { who: 'Sallyport', text: 'It is copied.' };
    const text = auditHead('csv') + auditLine(event, 'csv', words) + auditContinuation('token', 'csv');
    const [head, row, last] = rowsOf(text);
    expect(head).toEqual(['at', 'project', 'operation', 'kind', 'actor', 'id', 'data', 'who', 'what']);
    expect(row?.slice(1, 6)).toEqual(['heart-study', '', 'ingress.copying', 'control-plane', 'one']);
    expect(JSON.parse(row?.[6] ?? '')).toEqual({ reason: '=cmd, "x"', files: 3 });
    expect(row?.slice(7)).toEqual(['Sallyport', 'It is copied.']);
    expect(last).toEqual(['continuation', 'token', '', '', '', '', '', '', '']);
    expect(JSON.parse(auditContinuation('token', 'jsonl'))).toEqual({ continuation: 'token' });
  });
});

it('events are wanted by operation, beginning of the kind, actor and time', () => {
  const operation = operationId('export');
  const event = anEvent(`${operation}.1`, {
    operation,
    kind: 'review.opened',
    actor: 'somebody',
    at: '2026-03-01T10:00:00.000Z',
  });
  const yes = [{}, { operation }, { kind: 'review' }, { kind: 'review.opened' }, { actors: new Set(['somebody']) }];
  const no = [
    { operation: operationId('export') },
    { kind: 'view' },
    { actors: new Set<string>() },
    { until: event.at },
  ];
  expect(yes.map((wanted) => fitsEventFilter(event, wanted))).toEqual(yes.map(() => true));
  expect(no.map((wanted) => fitsEventFilter(event, wanted))).toEqual(no.map(() => false));
});

it.each([
  ['2026-02', {}, true],
  ['2026-02', { since: '2026-03-02T00:00:00.000Z' }, false],
  ['2026-02', { since: '2026-03-01T00:00:05.000Z' }, true],
  ['2026-03', { until: '2026-03-01T00:00:00.000Z' }, true],
  ['2026-04', { until: '2026-03-01T00:00:00.000Z' }, true],
  ['2026-05', { until: '2026-03-01T00:00:00.000Z' }, false],
])('the blob of %s may hold events of %j: %s, since a line may come late', (month, span, may) => {
  expect(mayHold(`heart-study/${month}/001.jsonl`, span)).toBe(may);
});
