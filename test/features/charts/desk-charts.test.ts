import { beforeAll, describe, expect, test } from 'vitest';
import { BusyCharts } from '../../bench/busy-charts.ts';

const charts = new BusyCharts();
beforeAll(async () => {
  await charts.start();
});

describe('the charts of a thousand open operations in forty projects', () => {
  test('take four requests of storage, and few kilobytes', async () => {
    charts.requests.count = 0;
    const page = await charts.show();
    expect(charts.requests.count).toBeLessThanOrEqual(4);
    expect(page.length).toBeLessThan(60_000);
    for (const sentence of [
      'None of 1,000 open operations needs somebody',
      '120 of 120 datasets came in, 0 of 0 packages went out',
      '120 differences of computes found, 0 mended',
      'Computes ran for 40 hours, 28 hours of them in 28 other projects',
    ])
      expect(page).toContain(sentence);
  });

  test('show one project alone, and offer the others', async () => {
    const page = await charts.show('study-7');
    for (const sentence of ['None of 25 open operations', '3 of 3 datasets came in', 'Computes ran for 1 hour<'])
      expect(page).toContain(sentence);
    expect(page).toContain('<option value="study-7" selected>');
    expect(page.match(/<option value="study-/g)).toHaveLength(BusyCharts.projects);
  });

  test('begin with the week that was asked for', async () => {
    const { weeks } = await charts.read('study-7', '2026-W06');
    expect(weeks.map(({ week }) => week)).toEqual(['2026-W06', '2026-W07', '2026-W08', '2026-W09']);
    expect((await charts.read('study-7', '2025-W30')).weeks[0]?.ingress.ends).toEqual({ available: 1 });
  });
});
