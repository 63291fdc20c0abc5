import { expect, test } from 'vitest';
import { controlPlane } from '../../../src/domain/base/control-plane.ts';
import { happened, revealedHistory } from '../../../src/domain/history/history.ts';
import { sampleOperation } from '../sample.ts';

const operation = sampleOperation();
const line = (kind: string, data = {}) =>
  happened(
    {
      id: `${operation.id}.1`,
      at: '2026-03-01T10:00:00.000Z',
      kind,
      project: 'heart-study',
      operation: null,
      actor: controlPlane,
      data,
    },
    operation,
  )?.text;

test('the history of an operation tells of its moves, and nothing of a kind that it has no words for', () => {
  expect(line('ingress.receiving')).toBe('Its first files came.');
  expect(line('ingress.copying', { event: 'retry' })).toMatch(/^An operator resumed it. It keeps the rules;/);
  expect(line('scan.passed')).toBe('The malware scanner found every file clean.');
  expect(line('ingress.sublimated')).toBeUndefined();
});

test('a line that was edited to a kind that every object of the language knows tells nothing', () => {
  for (const kind of ['constructor', 'toString', 'ingress.constructor', '__proto__'])
    expect(line(kind)).toBeUndefined();
  expect(line('decision.recorded', { choice: 'constructor' })).toBeUndefined();
});

test('the history of a package tells for each quarter of an hour what people typed, then the state in which it ended', () => {
  const parcel = sampleOperation({ door: 'export', id: 'exp_01K00000000000000000ABCDEF', state: 'in-review' });
  const at = (minute: number) => new Date(Date.parse('2026-03-01T10:00:00Z') + minute * 60_000).toISOString();
  const event = (minute: number, kind: string, data = {}) => ({
    ...{ id: `${parcel.id}.${minute}`, at: at(minute), kind, project: 'heart-study', operation: parcel.id },
    ...{ actor: controlPlane, data },
  });
  const typed = { name: 'Rui', purpose: 'Table 2' };
  const told = (events: readonly ReturnType<typeof event>[]) =>
    revealedHistory(
      events.flatMap((one) => happened(one, parcel) ?? []),
      parcel,
    );
  const direct = told([
    event(1, 'export.receiving'),
    event(5, 'export.submission', typed),
    event(14, 'export.freezing'),
    event(16, 'export.in-review'),
  ]);
  const winding = told([
    event(0, 'export.submission', typed),
    event(2, 'export.receiving'),
    event(3, 'export.checking'),
    event(4, 'operation.trouble'),
    event(6, 'export.freezing'),
    event(7, 'export.checking'),
    event(8, 'export.freezing'),
    event(20, 'export.inspecting'),
    event(21, 'inspection.missing'),
    event(29, 'export.in-review'),
  ]);
  expect(winding).toEqual(direct);
  expect(direct.map((one) => one.at)).toEqual([at(0), at(0), at(15)]);
  expect(direct[0]?.text).toContain('Table 2');
});
