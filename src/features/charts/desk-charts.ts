import type { ShownRow } from '../../domain/overview/shown.ts';
import { isTooYoung, unusualWeeks } from '../../domain/overview/unusual-weeks.ts';
import { weekOf } from '../../domain/overview/week.ts';
import { type DeskServices, showDesk } from '../../functions/desk/visit.ts';
import type { OverviewStore } from '../../ports/overview.ts';
import type { Ports } from '../../ports/ports.ts';
import type { ProjectStore } from '../../ports/records.ts';
import { queryOf } from '../../web/asked.ts';
import type { Handler } from '../../web/handler.ts';
import { chartsQuery } from './descriptions.ts';
import { hoursChart } from './domain/compute-hours.ts';
import { periodOf } from './domain/period.ts';
import { sumByWeek } from './domain/sum-weeks.ts';
import { waitingChart } from './domain/waiting.ts';
import { type ChartFigures, chartsPage } from './pages/charts-page.ts';

export interface ChartPorts extends Pick<Ports, 'weeks' | 'hours' | 'clock'> {
  readonly overview: Pick<OverviewStore, 'open'>;
  readonly projects: Pick<ProjectStore, 'find'>;
  readonly outageHours: number;
}

/** GET ops/charts: six charts of all projects or of one, with sums only, so that no dataset, package or person is told by them. */
export function showCharts(services: DeskServices & ChartPorts): Handler {
  return showDesk(services, async ({ request, visitor, sent }) => {
    const { project, from } = queryOf(request, chartsQuery);
    return chartsPage(await readCharts(services, { project: project || undefined, from }), visitor, sent);
  });
}

/** Reads what the charts show: one request for up to a thousand weeks of projects, one for as many open operations, one for the hours, and one for the budget of a project. */
export async function readCharts(
  { weeks, hours, overview, projects, clock, outageHours }: ChartPorts,
  { project, from }: { readonly project: string | undefined; readonly from: string | undefined },
): Promise<ChartFigures> {
  const now = clock.now();
  const period = periodOf(from, now);
  const [ended, ran, open, found, own] = await Promise.all([
    weeks.ofAll(period.weeks[0] ?? ''),
    hours.ofAll(),
    openOf(overview),
    project === undefined ? undefined : projects.find(project),
    project === undefined ? [] : weeks.weeks(project),
  ]);
  const isMeant = (one: { readonly project: string }) => project === undefined || one.project === project;
  const named = [...ended.map((one) => one.project), ...ran.keys(), ...open.map(({ shown }) => shown.project)];
  return {
    ...{ now, project, period },
    projects: [...new Set(project === undefined ? named : [project, ...named])].toSorted(),
    weeks: sumByWeek(
      ended.filter(isMeant).map(({ week }) => week),
      period.weeks,
    ),
    unusual: unusualWeeks(own, period.weeks),
    isYoung: own.length > 0 && isTooYoung(own, weekOf(now.toISOString())),
    waiting: waitingChart(
      open.filter(({ shown }) => isMeant(shown)),
      { now, outageHours },
    ),
    hours: hoursChart(ran, period.from, project),
    budgetHours: found !== undefined && 'value' in found ? found.value.compute.budgetHours : undefined,
  };
}

async function openOf(overview: ChartPorts['overview']): Promise<readonly ShownRow[]> {
  return (await Array.fromAsync(overview.open())).flatMap(({ row }) => row ?? []);
}
