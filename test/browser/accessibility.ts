import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

/** The widths of a telephone and of a desk. */
const widths = [390, 1280];
const schemes = ['light', 'dark'] as const;

/** Runs in the page, which has no scripts of its own. The size of targets is asked for by WCAG 2.2, and by axe only when it is told to. */
const findings = `axe.run(document, { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } }).then(({ violations }) =>
  violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' | ')))`;

/** Expects that axe finds nothing in the page and that it needs no scrolling sideways, on a telephone and at a desk, in light and dark. */
export async function expectAccessible(
  page: Page,
  seen: (width: number, scheme: string) => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  await page.evaluate(axe.source);
  for (const width of widths)
    for (const colorScheme of schemes) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      const at = `at ${width} pixels, ${colorScheme}`;
      expect(await page.evaluate('document.documentElement.scrollWidth'), at).toBeLessThanOrEqual(width);
      expect(await page.evaluate(findings), at).toEqual([]);
      await seen(width, colorScheme);
    }
}
