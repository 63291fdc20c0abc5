import { html } from 'hono/html';
import { counted, hoursOf } from '../../../compute/domain/usage/counted.ts';
import type { Week } from '../../../domain/overview/week.ts';
import type { Html, Page } from '../../../pages/base/layout.ts';
import type { SentPage } from '../../../pages/base/page-form.ts';
import { type DeskVisitor, deskPage, deskPaths } from '../../../pages/desk/desk-page.ts';
import { type DeskLook, lookForm } from '../../../pages/desk/look-form.ts';
import { chartsHref } from '../descriptions.ts';
import { type Chart, sumOf } from '../domain/chart.ts';
import { type HoursMark, hoursText } from '../domain/compute-hours.ts';
import { type Period, periodOf } from '../domain/period.ts';
import { ageClasses, type WaitingMark, waitedFor } from '../domain/waiting.ts';
import { type ChartCard, chartCard } from './chart-card.ts';
import { moneyColumn, moneyNote, moneyOf, moneyText } from './compute-money.ts';
import { at, picture } from './frame.ts';
import { palette } from './palette.ts';
import { valueScale } from './scales.ts';
import { waitingCells, whoText } from './waiting-cells.ts';
import { disagreementCard, driftCard, turnaroundCard, volumeCard } from './week-cards.ts';

export interface ChartFigures {
  readonly now: Date;
  /** Undefined for all. */
  readonly project: string | undefined;
  readonly projects: readonly string[];
  readonly period: Period;
  readonly weeks: readonly Week[];
  /** Those of the only project in which unusually much left. */
  readonly unusual: readonly string[];
  /** Whether its weeks cannot be judged yet. */
  readonly isYoung: boolean;
  readonly waiting: Chart<WaitingMark>;
  readonly hours: Chart<HoursMark>;
  /** What the machines and instances of the only project may run in a month; undefined where no budget is named. */
  readonly budgetHours: number | undefined;
}

export function chartsPage(figures: ChartFigures, visitor: DeskVisitor, sent?: SentPage): Page {
  const { period, weeks, project } = figures;
  const cards = [
    turnaroundCard(weeks),
    volumeCard(weeks, figures),
    waitingCard(figures.waiting),
    disagreementCard(weeks),
    hoursCard(figures),
    driftCard(weeks),
  ];
  const body = html`
<h1>Charts</h1>
<p class="lead">${project ?? 'All projects'}, from week ${period.weeks[0]} to week ${period.weeks.at(-1)} in UTC.</p>
${lookForm(choice(figures), sent)}
<div class="charts">${cards.map(chartCard)}</div>`;
  return deskPage(visitor, { title: 'Charts', here: chartsHref, body });
}

const periods = [
  { weeks: 13, words: 'a quarter' },
  { weeks: 26, words: 'half a year' },
  { weeks: 53, words: 'a year' },
] as const;

function choice({ project, projects, period, now }: ChartFigures): DeskLook {
  const first = period.weeks[0] ?? '';
  const offered = periods.map(({ weeks, words }) => ({ week: weeksBack(weeks, now), words }));
  const froms = offered.some(({ week }) => week === first)
    ? offered
    : [{ week: first, words: `since ${first}` }, ...offered];
  return {
    ...{
      send: deskPaths.look,
      label: 'Choose a project and a period',
      button: 'Show',
      asked: { project, from: first },
    },
    fields: ({ named, value }) => {
      const [chosen, since] = [value('project'), value('from')];
      return html`<label>Project <select ${named('project')}><option value="">All projects</option>${projects.map((id) => option(id, id, id === chosen))}</select></label>
<label>How far back <select ${named('from')}>${froms.map(({ week, words }) => option(week, words, week === since))}</select></label>`;
    },
  };
}

function option(value: string, words: string, isChosen: boolean): Html {
  return isChosen
    ? html`<option value="${value}" selected>${words}</option>`
    : html`<option value="${value}">${words}</option>`;
}

function weeksBack(count: number, now: Date): string {
  return periodOf('1970-W01', now).weeks.at(-count) ?? '';
}

function waitingCard({ title, marks }: Chart<WaitingMark>): ChartCard {
  const count = (who: WaitingMark['who'], age: WaitingMark['age']) =>
    sumOf(
      marks.filter((mark) => mark.who === who && mark.age === age),
      (mark) => mark.count,
    );
  const ages = ageClasses.map(({ words }) => words);
  return {
    id: 'waiting',
    about: 'Waiting now, by age and by who has to act',
    title,
    note: 'How long each open operation is in its present state.',
    draw: () => waitingCells('waiting', marks),
    table: {
      columns: ['Who has to act', ...ages],
      rows: waitedFor
        .filter((who) => marks.some((mark) => mark.who === who))
        .map((who) => [whoText(who), ...ages.map((age) => count(who, age))]),
    },
  };
}

function hoursCard({ hours: { title, marks }, project, budgetHours }: ChartFigures): ChartCard {
  const missed = sumOf(marks, (mark) => mark.missed);
  const gap = missed === 0 ? '' : ` In ${hoursText(missed)} nobody looked; what ran then is not counted.`;
  return {
    id: 'hours',
    about: project === undefined ? 'Compute hours, by project' : 'Compute hours, by month',
    title,
    note: `Machines and instances that were seen running, each for itself, in whole months; nodes of clusters are not among them.${gap} ${moneyNote}`,
    draw: () => hourBars('hours', marks, budgetHours),
    table: {
      columns: [
        project === undefined ? 'Project' : 'Month',
        'Hours',
        moneyColumn,
        ...counted.map((of) => `Of ${of}`),
        'Nobody looked',
      ],
      rows: marks.map((mark) => [
        mark.name,
        hoursOf(mark),
        moneyOf(hoursOf(mark)),
        ...counted.map((of) => mark[of]),
        mark.missed,
      ]),
    },
  };
}

const [rowHeight, barHeight, widestBar, budgetHeight] = [38, 14, 220, 20];

function hourBars(id: string, marks: readonly HoursMark[], budget: number | undefined): Html {
  const width = valueScale([0, Math.max(1, budget ?? 0, ...marks.map(hoursOf))], [0, widestBar]);
  const height = marks.length * rowHeight + (budget === undefined ? 0 : budgetHeight);
  return picture(id, height, [
    marks.map((mark, row) => {
      const [y, length] = [row * rowHeight, Math.max(2, width(hoursOf(mark)))];
      const ran = hoursText(hoursOf(mark));
      return html`<g><title>${mark.name}: ${counted.map((of) => `${of} ${hoursText(mark[of])}`).join(', ')}, about ${moneyText(hoursOf(mark))}</title><text class="name" x="0" y="${y + 13}">${mark.name}</text><rect x="0" y="${y + 18}" width="${at(length)}" height="${barHeight}" fill="${palette.blue}"/><text x="${at(length + 6)}" y="${y + 30}">${ran}, ${moneyText(hoursOf(mark))}</text></g>`;
    }),
    budget === undefined ? html`` : budgetLine(budget, at(width(budget)), height),
  ]);
}

/** Where the bar of a month ends that used the whole budget. */
function budgetLine(budget: number, x: number, height: number): Html {
  const text = `budget ${hoursText(budget)} a month, ${moneyText(budget)}`;
  const anchor = x > widestBar / 2 ? 'end' : 'start';
  return html`<g><title>${text}</title><line x1="${x}" x2="${x}" y1="14" y2="${height - budgetHeight}" stroke="${palette.vermillion}" stroke-width="2"/><text x="${x}" y="${height - 4}" text-anchor="${anchor}">${text}</text></g>`;
}
