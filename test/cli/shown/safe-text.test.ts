import fc from 'fast-check';
import { expect, test } from 'vitest';
import { safeJson, safeLine, safeText } from '../../../src/cli/shown/safe-text.ts';
import { styleOf } from '../../../src/cli/shown/style.ts';

test.each([
  ['a carriage return, which writes over the line', 'ok\rno', 'ok\\rno'],
  ['an escape, which steers the terminal', '\u001b[2Jgone', '\\u{1b}[2Jgone'],
  ['the same as one character', '\u009b2Jgone', '\\u{9b}2Jgone'],
  ['a turn of the direction', 'a\u202etxt.exe', 'a\\u{202e}txt.exe'],
  ['a line break', 'one\ntwo', 'one\\ntwo'],
  ['half a character', 'a\ud83d', 'a\\u{d83d}'],
  ['a character that nobody sees', 'a\u200bb', 'a\\u{200b}b'],
])('%s is shown as an escape', (_, text, shown) => {
  expect(safeText(text)).toBe(shown);
});

test('other text stays as it is, whatever its script', () => {
  expect(safeText('Tabelle für 患者 – 😀')).toBe('Tabelle für 患者 – 😀');
});

test('JSON that is made safe says the same, and nothing in it steers a terminal', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.string({ unit: 'binary' }), (value, text) => {
      const json = safeJson(JSON.stringify({ value, text }, null, 2));
      expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify({ value, text })));
      expect(json).not.toMatch(/[\p{Cf}\u007f-\u009f]/u);
    }),
  );
});

test('a line keeps the styles that set it off, and no other', () => {
  const style = styleOf(true);
  expect(safeLine(`${style.heading('On hold')} ${style.problem('x')}`)).toBe(
    `${style.heading('On hold')} ${style.problem('x')}`,
  );
  expect(safeLine('a\u001b[2J\u001b[32mb')).toBe('a\\u{1b}[2J\\u{1b}[32mb');
});
