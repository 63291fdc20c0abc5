import { expect, test } from 'vitest';
import { styleSheet } from '../../../src/pages/base/style.ts';

test('nothing in a page moves', () => {
  expect(styleSheet).not.toMatch(/animation|transition|@keyframes|scroll-behavior/);
});
