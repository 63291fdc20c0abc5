import { expect, test } from 'vitest';
import type { AuditEvent } from '../../../src/domain/audit/chain-line.ts';
import { rowAfter } from '../../../src/domain/history/row-from-lines.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { lineOf } from '../../activities/rows.ts';
import { anEvent, anOperation } from '../../contract/samples.ts';

const row = anOperation({ door: 'export', state: 'releasing' });
const step = 'export-release';
const at = '2026-03-01T11:00:00.000Z';
const line = (end: string, kind: string, data: AuditEvent['data'] = {}) =>
  anEvent(`${row.id}.${step}-1.${end}`, { operation: row.id, kind, at, data: { step, attempt: 1, ...data } });
const after = (...lines: AuditEvent[]) =>
  [lineOf(row).event, ...lines].reduce<Operation | undefined>(rowAfter, undefined);

const intended = line('intended', 'transfer.intended', { folder: 'p1/x' });
const started = line('started', 'transfer.started', { runId: 'run-1' });
const open = { step, attempt: 1, parameters: { folder: 'p1/x' }, intendedAt: at };

test('lines before the first that holds a row make none', () => {
  expect(rowAfter(undefined, started)).toBeUndefined();
});

test.each([
  ['was intended', [intended], { ...open, status: 'intended' }],
  ['was started', [intended, started], { ...open, status: 'started', runId: 'run-1', startedAt: at }],
  [
    'succeeded',
    [intended, started, line('closed', 'transfer.succeeded', { runId: 'run-1' })],
    { ...open, status: 'succeeded', runId: 'run-1', startedAt: at, closedAt: at },
  ],
  [
    'failed',
    [intended, started, line('closed', 'transfer.failed', { runId: 'run-1', message: 'no' })],
    { ...open, status: 'failed', runId: 'run-1', startedAt: at, closedAt: at, message: 'no' },
  ],
  [
    'was overtaken by a hold',
    [intended, line('held', 'transfer.held', { message: 'a hold' })],
    { ...open, status: 'failed', held: true, closedAt: at, message: 'a hold' },
  ],
  [
    'was given up, and told of late',
    [intended, line('given-up', 'transfer.given-up', { message: 'x' }), started],
    { ...open, status: 'failed', closedAt: at, message: 'x' },
  ],
])('a transfer that %s stands so in the row', (_, lines, transfer) => {
  expect(after(...lines)?.transfers).toEqual([transfer]);
});

test('a wish to withdraw stands with who uttered it, and the first one stays', () => {
  const wish = (by: string) =>
    anEvent(`${row.id}.withdrawal-1`, {
      operation: row.id,
      kind: 'export.withdrawal',
      actor: by,
      at,
      data: { state: 'in-review', part: 'researcher', reason: 'wrong table' },
    });
  const withdrawal = { by: 'rita', part: 'researcher', reason: 'wrong table', at };
  expect(after(wish('rita'), wish('ron'))).toMatchObject({ withdrawal });
});

test('a later move holds all of it', () => {
  const moved = { ...row, state: 'released', revision: row.revision + 1 };
  expect(after(intended, lineOf(moved, 'released').event)).toEqual(moved);
});

test('a submission that came late, of a row from before the last move, changes nothing', () => {
  const moved = { ...row, state: 'released', revision: row.revision + 1 };
  const late = anEvent(`${row.id}.submission-${row.revision}-1-rita`, {
    ...{ operation: row.id, kind: 'export.submission', at },
    data: { row: JSON.stringify(row) },
  });
  expect(after(lineOf(moved, 'released').event, late)).toEqual(moved);
});

test('what tells of nothing in the row changes nothing', () => {
  expect(after(anEvent(`${row.id}.mail`, { operation: row.id, kind: 'mail.sent' }))).toEqual(row);
});
