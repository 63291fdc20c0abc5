import { expect, test } from 'vitest';
import { ruleOfEnding } from '../../../src/inspector/child/ending.ts';

test.each([
  ['csv', 'table', undefined],
  ['txt', 'table', undefined],
  ['csv', 'text', undefined],
  ['', 'table', undefined],
  ['whatever', 'archive', undefined],
  ['csv', 'empty', undefined],
  ['xls', 'table', 'hidden-type'],
  ['png', 'archive', 'hidden-type'],
  ['json', 'table', 'hidden-type'],
  ['csv', 'xlsx', 'hidden-type'],
  ['csv', 'odf', 'hidden-type'],
  ['ods', 'odf', undefined],
  ['csv', 'json', 'wrong-extension'],
  ['jpg', 'png', 'wrong-extension'],
  ['pdf', 'text', 'wrong-extension'],
  ['csv', 'other', 'wrong-extension'],
] as const)('a name that ends in %j over %s: %s', (ending, type, rule) => {
  expect(ruleOfEnding(ending, type)).toBe(rule);
});
