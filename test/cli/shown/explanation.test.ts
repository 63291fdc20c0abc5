import { expect, test } from 'vitest';
import { doctorLines } from '../../../src/cli/shown/doctor.ts';
import { explanationLines, shellLine } from '../../../src/cli/shown/explanation.ts';
import { styleOf } from '../../../src/cli/shown/style.ts';
import type { Explanation } from '../../../src/features/explain/domain/explanation.ts';

const style = styleOf(false);

const explanation: Explanation = {
  about: { kind: 'dataset', id: 'ing_1', project: 'heart-study', door: 'ingress', name: 'a\u001b[2J' },
  state: 'failed',
  sentence: 'The dataset a\u001b[2J is failed.',
  waitsFor: 'an operator',
  since: '2030-01-01T09:00:00Z',
  until: null,
  overdue: false,
  owner: 'operator',
  next: [
    {
      who: { part: 'operator', people: [{ oid: 'o', name: 'Otto', email: 'otto@example.org' }] },
      what: 'It goes on.',
      why: 'The lease is gone.',
      act: 'retry',
      command: ['sallyport', 'retry', 'ing_1', '--reason', "It's gone"],
      request: null,
    },
  ],
  tried: [{ what: 'ingress-copy, attempt 1', at: '2030-01-01T08:00:00Z', result: 'failed' }],
  lastError: { message: 'There is a lease', cause: 'Somebody holds a lease.', at: '2030-01-01T08:30:00Z' },
  runs: [],
};

test('an explanation says what it waits for, what went wrong, and what can be typed', () => {
  const layout = { now: () => new Date('2030-01-01T12:00:00Z'), width: undefined, style };
  expect(explanationLines(explanation, layout)).toEqual([
    'The dataset a\\u{1b}[2J is failed.',
    'Since 1 Jan 2030, 09:00 UTC (3 h). It is the turn of: operator.',
    '',
    'What went wrong last',
    '1 Jan 2030, 08:30 UTC: There is a lease',
    'That means: Somebody holds a lease.',
    '',
    'What can be done',
    '  1. operator (Otto): It goes on.',
    '     The lease is gone.',
    "     sallyport retry ing_1 --reason 'It'\\''s gone'",
    '',
    'What was tried',
    'WHEN                   WHAT                     RESULT',
    '1 Jan 2030, 08:00 UTC  ingress-copy, attempt 1  failed',
  ]);
});

test('a command is written as a shell takes it, whatever its words hold', () => {
  expect(shellLine(['sallyport', 'hold', 'lift', 'heart-study'])).toBe('sallyport hold lift heart-study');
  expect(shellLine(['az', '--name', '$(rm -rf /); a b', ''])).toBe("az --name '$(rm -rf /); a b' ''");
});

test('a doctor names problems first, with the mend, and what is in order only when that was asked for', () => {
  const check = { group: 'g', why: 'w' };
  const report = {
    at: '2030-01-01T12:00:00Z',
    ok: false,
    counts: { ok: 1, problem: 1, 'cannot-tell': 0 },
    checks: [
      { ...check, id: 'a', title: 'The clocks agree', result: 'ok' as const, found: '0 s' },
      {
        ...check,
        id: 'b',
        title: 'The key signs',
        result: 'problem' as const,
        found: 'It is gone',
        mend: 'Recover it',
      },
    ],
  };
  const problem = ['Problems', '  The key signs (b)', '    Found: It is gone', '    Mend: Recover it', ''];
  const counts = '1 in order, 1 problem, 0 cannot be told from here.';
  expect(doctorLines(report, { all: false, style })).toEqual([...problem, counts]);
  const fine = ['In order', '  The clocks agree (a)', '    Found: 0 s', ''];
  expect(doctorLines(report, { all: true, style })).toEqual([...problem, ...fine, counts]);
});
