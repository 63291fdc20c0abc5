import { expect, test } from 'vitest';
import { counter } from '../../../local/commands/counter.ts';

function shown(total: number, isTTY: boolean): string {
  let text = '';
  const write = (part: unknown): boolean => {
    text += String(part);
    return true;
  };
  const count = counter(total, 'files', { isTTY, write });
  for (let done = 1; done <= total; done += 1) count(done);
  return text;
}

test('a terminal sees one line that changes, and ends', () => {
  expect(shown(3, true)).toBe('\r1 of 3 files\r2 of 3 files\r3 of 3 files\n');
});

test('a file gets about ten lines, the last with all of them', () => {
  const lines = shown(1005, false).trim().split('\n');
  expect(lines.length).toBeLessThanOrEqual(11);
  expect(lines.at(-1)).toBe('1005 of 1005 files');
});
