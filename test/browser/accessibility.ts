import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { partOf } from '../shares.ts';

/** A telephone and a desk, each in light and dark. Half of them a day still shows each page in both widths and both schemes. */
const screens = [
  { width: 390, colorScheme: 'light' },
  { width: 390, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'dark' },
  { width: 1280, colorScheme: 'light' },
] as const;

const contrasts = readFileSync(join(import.meta.dirname, 'contrast.js'), 'utf8');

/**
 * Runs in the page, which has no scripts of its own. The size of targets is asked for by WCAG 2.2, and by axe only when it is told to. What
 * axe cannot say of contrasts is computed.
 */
const findings = `axe.run(document, { resultTypes: ['violations', 'incomplete'], elementRef: true, rules: { 'target-size': { enabled: true } } }).then(({ violations, incomplete }) => [
  ...violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')),
  ...palenessOf(incomplete.filter(({ id }) => id === 'color-contrast').flatMap(({ nodes }) => nodes.map(({ element }) => element))),
])`;

/** What makes the page scroll sideways. */
const wide = `document.documentElement.scrollWidth <= innerWidth ? [] : [...document.body.querySelectorAll('*')]
  .filter((one) => one.getBoundingClientRect().right > innerWidth).map((one) => one.outerHTML.slice(0, 80))`;

/** Expects that axe finds nothing in the page, that everything in it can be seen, and that it needs no scrolling sideways, on a telephone and at a desk, in light and dark. */
export async function expectAccessible(
  page: Page,
  seen: (width: number, scheme: string) => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  await page.evaluate(axe.source + contrasts);
  await expectNarrow(page, 320);
  for (const { width, colorScheme } of partOf(screens, 2)) {
    await page.emulateMedia({ colorScheme });
    await expectNarrow(page, width);
    const found = await page.evaluate<string[]>(findings);
    expect(found, `at ${width} pixels, ${colorScheme}: ${found.join('; ')}`).toEqual([]);
    await seen(width, colorScheme);
  }
}

async function expectNarrow(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: 900 });
  const tooWide = await page.evaluate<string[]>(wide);
  expect(tooWide, `at ${width} pixels`).toEqual([]);
}
