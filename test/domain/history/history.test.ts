import { expect, test } from 'vitest';
import { controlPlane } from '../../../src/domain/base/control-plane.ts';
import { happened } from '../../../src/domain/history/history.ts';
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
  expect(line('ingress.copying', { event: 'retry' })).toMatch(/^An operator let it go on. It keeps the rules;/);
  expect(line('scan.passed')).toBe('The malware scanner found every file clean.');
  expect(line('ingress.sublimated')).toBeUndefined();
});

test('a line that was edited to a kind that every object of the language knows tells nothing', () => {
  for (const kind of ['constructor', 'toString', 'ingress.constructor', '__proto__'])
    expect(line(kind)).toBeUndefined();
  expect(line('decision.recorded', { choice: 'constructor' })).toBeUndefined();
});
