import { expect, test } from 'vitest';
import { linesWithBars } from '../../../src/inspector/child/texts/bars.ts';

/** Phrases by their middles. */
const line = (...phrases: readonly (readonly [text: string, center: number])[]) =>
  phrases.map(([text, center]) => ({ text, center }));

const texts = (lines: readonly ReturnType<typeof line>[]) =>
  linesWithBars(lines, (those) => those.map((one) => one.map(({ text }) => text).join('   ')));

const names = line(['White', 100], ['Black', 150], ['Mixed', 200], ['Roma', 250]);

test('numbers at the ends of bars stand behind the names below them, and those of the axis alone', () => {
  const lines = [
    ...[line(['Vaccinations', 180]), line(['300', 40]), line(['282', 98]), line(['150', 40], ['101', 152])],
    ...[line(['41', 200]), line(['6', 247]), line(['0', 40]), names, line(['group', 180])],
  ];
  expect(texts(lines)).toEqual([
    ...['Vaccinations', '300', '150', '0'],
    ...['', 'White   282', 'Black   101', 'Mixed   41', 'Roma   6', ''],
    'group',
  ]);
});

test('bars on each other stand beside each other', () => {
  const lower = [line(['9', 100]), line(['20', 150]), line(['31', 200]), line(['44', 250])];
  const upper = [line(['12', 250]), line(['8', 200]), line(['7', 150]), line(['5', 100])];
  expect(texts([...upper, ...lower, names])).toEqual([
    '',
    ...['White   5   9', 'Black   7   20', 'Mixed   8   31', 'Roma   12   44'],
    '',
  ]);
});

test.each([
  ['rows of a table', [names, line(['9', 100], ['20', 150], ['31', 200], ['44', 250])]],
  ['people at risk below an axis', [line(['612', 100], ['501', 150], ['433', 200], ['120', 250]), names]],
  ['bars of which some have no number', [line(['9', 100]), line(['20', 150]), line(['31', 200]), names]],
  ['numbers between names', [line(['9', 125]), line(['20', 175]), line(['31', 225]), line(['44', 275]), names]],
  ['two names', [line(['9', 100]), line(['20', 150]), names.slice(0, 2)]],
])('%s stay as they are', (_, lines) => {
  expect(texts(lines)).toEqual(lines.map((one) => one.map(({ text }) => text).join('   ')));
});
