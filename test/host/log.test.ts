import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { createLog, formatLine } from '../../local/host/log.ts';

const at = new Date('2026-01-01T10:00:00.123Z');

test('piped, each line is one JSON document', () => {
  const line = formatLine(at, 'warning', 'two\nlines', { function: 'f', instanceId: 'i', trap: 'T1' }, false);
  expect(line).not.toContain('\n');
  expect(JSON.parse(line)).toEqual({
    time: at.toISOString(),
    level: 'warning',
    function: 'f',
    instanceId: 'i',
    trap: 'T1',
    message: 'two\nlines',
  });
});

test('on a terminal, a line names the function and the instance', () => {
  const line = formatLine(
    at,
    'error',
    'broken',
    { function: 'f', invocationId: '12345678-aaaa', instanceId: 'i' },
    true,
  );
  expect(stripVTControlCharacters(line)).toBe('10:00:00.123 erro f i broken');
});

test('lines below the wanted level are not written', () => {
  const written: string[] = [];
  const log = createLog({ write: (text) => written.push(text) }, 'warning');
  log('information', 'no');
  log('error', 'yes');
  expect(written.map((text) => JSON.parse(text).message)).toEqual(['yes']);
});
