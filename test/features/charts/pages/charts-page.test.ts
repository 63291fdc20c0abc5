import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shownOf } from '../../../../src/domain/overview/shown.ts';
import type { Week } from '../../../../src/domain/overview/week.ts';
import { hoursChart } from '../../../../src/features/charts/domain/compute-hours.ts';
import { periodOf } from '../../../../src/features/charts/domain/period.ts';
import { sumByWeek } from '../../../../src/features/charts/domain/sum-weeks.ts';
import { waitingChart } from '../../../../src/features/charts/domain/waiting.ts';
import { type ChartFigures, chartsPage } from '../../../../src/features/charts/pages/charts-page.ts';
import { frame } from '../../../../src/features/charts/pages/frame.ts';
import { palette } from '../../../../src/features/charts/pages/palette.ts';
import { renderPage } from '../../../../src/pages/base/layout.ts';
import { styleSheet } from '../../../../src/pages/base/style.ts';
import { anOperation } from '../../../contract/samples.ts';
import { aVisitor } from '../../../domain/sample.ts';
import { someWeeks, weekWith } from '../domain/weeks.ts';

const now = new Date('2026-11-26T10:00:00.000Z');

interface Sample {
  readonly from?: string;
  readonly weeks?: readonly Week[];
  readonly ages?: readonly number[];
  readonly ran?: readonly number[];
  readonly budgetHours?: number;
  readonly unusual?: readonly string[];
  readonly isYoung?: boolean;
}

function figuresOf({
  from,
  weeks = [],
  ages = [],
  ran = [],
  budgetHours,
  unusual = [],
  isYoung = false,
}: Sample): ChartFigures {
  const period = periodOf(from, now);
  const since = (hours: number) => new Date(now.getTime() - hours * 3_600_000).toISOString();
  const open = ages.map((age) => ({ shown: shownOf(anOperation({ state: 'rejected', since: since(age) })) }));
  const month = (machines: number) => ({ month: '2026-11', machines, instances: 0, missed: 0 });
  const hours = new Map(ran.map((machines, at) => [`study-${at}`, { months: [month(machines)] }]));
  return {
    ...{ now, project: undefined, projects: ['heart-study'], period },
    weeks: sumByWeek(weeks, period.weeks),
    unusual,
    isYoung,
    waiting: waitingChart(open, { now, outageHours: 24 }),
    hours: hoursChart(hours, period.from, undefined),
    budgetHours,
  };
}

const render = async (sample: Sample) => await renderPage(chartsPage(figuresOf(sample), aVisitor));

/** Each picture with its height. */
function picturesIn(text: string): readonly { readonly height: number; readonly content: string }[] {
  const found = text.matchAll(/<svg class="chart" viewBox="0 0 (\d+) (\d+)"[^>]*>(.*?)<\/svg>/gs);
  return [...found].map(([, , height, content = '']) => ({ height: Number(height), content }));
}

/** Horizontal and vertical coordinates of everything in a picture. */
function coordinates(content: string) {
  const of = (names: string) =>
    [...content.matchAll(new RegExp(` (?:${names})="([^"]*)"`, 'g'))].map(([, value]) => Number(value));
  const points = [...content.matchAll(/points="([^"]*)"/g)].flatMap(([, all = '']) => all.split(/[ ,]/).map(Number));
  const ends = (start: string, length: string) =>
    [...content.matchAll(new RegExp(` ${start}="([^"]*)"[^>]* ${length}="([^"]*)"`, 'g'))].map(
      ([, from, more]) => Number(from) + Number(more),
    );
  return {
    across: [...of('x|x1|x2|cx'), ...ends('x', 'width'), ...points.filter((_, at) => at % 2 === 0)],
    down: [...of('y|y1|y2|cy'), ...ends('y', 'height'), ...points.filter((_, at) => at % 2 === 1)],
    sizes: of('width|height|r'),
  };
}

describe('the pictures', () => {
  test('hold every mark within their frame and no number that is none, whatever was counted', async () => {
    const froms = fc.constantFrom(undefined, '2026-W48', '2026-W01', '1999-W01');
    const samples = fc.record({
      ages: fc.array(fc.nat(3_000), { maxLength: 5 }),
      ran: fc.array(fc.nat(2 ** 31 - 1), { maxLength: 15 }),
      budgetHours: fc.nat(100_000),
    });
    const sampled = froms.chain((from) => fc.tuple(fc.constant(from), someWeeks(periodOf(from, now).weeks), samples));
    await fc.assert(
      fc.asyncProperty(sampled, async ([from, weeks, more]) => {
        const text = await render({ ...(from === undefined ? {} : { from }), weeks, ...more });
        expect(text).not.toMatch(/NaN|undefined|Infinity/);
        for (const { height, content } of picturesIn(text)) {
          const { across, down, sizes } = coordinates(content);
          for (const x of across) expect(x >= 0 && x <= frame.width).toBe(true);
          for (const y of down) expect(y >= 0 && y <= height).toBe(true);
          for (const size of sizes) expect(size).toBeGreaterThan(0);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('have a name, and each mark says what it is', async () => {
    const week = weekWith('2026-W47', [
      { of: 'ingress', end: 'available', milliseconds: 1, size: { count: 3, bytes: 1000 } },
      { of: 'reviews', end: 'denied', turnaround: 7_200_000, differs: true },
      { of: 'drift', end: 'mended' },
    ]);
    const text = await render({ weeks: [week], ages: [1], ran: [3_600_000] });
    expect(picturesIn(text)).toHaveLength(6);
    for (const [, id] of text.matchAll(/role="img" aria-labelledby="([^"]+)"/g))
      expect(text).toContain(`<h2 id="${id}">`);
    const titles = [...text.matchAll(/<title>([^<]*)<\/title>/g)].map(([, title]) => title);
    expect(titles).toEqual(
      expect.arrayContaining([
        'Week of 16 Nov: 1 dataset, 3 files, 1.0 kB',
        'Week of 16 Nov: approvers differed in 1 of 1',
        'Week of 16 Nov: 1 mended',
        'Operator, &lt; 1 day: 1 operation',
        'Week of 16 Nov: 1 package, half within 118 minutes, nine of ten within 2 hours',
        'study-0: machines 1 hour, instances 0 hours, about US$0',
      ]),
    );
  });

  test('put hours beside money, and beside the budget of a project', async () => {
    const { currency, date, compute } = JSON.parse(readFileSync('infra/prices.json', 'utf8'));
    const text = await render({ ran: [360_000_000], budgetHours: 200 });
    expect(text).toContain(`100 hours, US$${Math.round(100 * compute.hour)}<`);
    expect(text).toContain(`at ${compute.hour} ${currency} of ${date}`);
    expect(text).toContain(`budget 200 hours a month, US$${Math.round(200 * compute.hour)}<`);
    expect(await render({ ran: [360_000_000] })).not.toContain('budget');
  });

  test('are not there without data: then the sentence says so', async () => {
    const text = await render({});
    expect(picturesIn(text)).toEqual([]);
    expect(text).not.toContain('<details');
    for (const sentence of ['No package was decided', 'No operation is open', 'No compute was seen running'])
      expect(text).toContain(sentence);
  });
});

/** Relative luminance by WCAG 2.2. */
function luminance(colour: string): number {
  const full = colour.length === 4 ? colour.replaceAll(/[0-9a-f]/gi, '$&$&') : colour;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe('the palette', () => {
  const backgrounds = [...styleSheet.matchAll(/--(?:card|bg):(#[0-9a-f]{3,6})/g)].map(([, colour = '']) => colour);

  test('stands out from pages and cards, in light and in dark and on paper', () => {
    expect(new Set(backgrounds).size).toBeGreaterThanOrEqual(4);
    for (const mark of Object.values(palette))
      for (const background of backgrounds) {
        const [dark = 0, light = 0] = [luminance(mark), luminance(background)].toSorted((a, b) => a - b);
        expect([mark, background, (light + 0.05) / (dark + 0.05) >= 3]).toEqual([mark, background, true]);
      }
  });
});

test('a week in which unusually much left is marked in the volume, and in words', async () => {
  const size = { count: 90, bytes: 5 };
  const week = weekWith('2026-W47', [{ of: 'export', end: 'released', milliseconds: 1, size }]);
  const text = await render({ weeks: [week], unusual: ['2026-W47'] });
  expect(text).toContain('1 package, 90 files, 5 bytes; unusually much left');
  expect(text).toContain('Unusually much left in 2026-W47');
  expect(await render({ weeks: [week] })).not.toContain('nusually much');
  expect(await render({ weeks: [week], isYoung: true })).toContain('is too young to judge');
});
