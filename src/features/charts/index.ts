import { onceAsked, type Wing } from '../../functions/base/wing.ts';
import type { DeskServices } from '../../functions/desk/visit.ts';
import { charts, chartsHref } from './descriptions.ts';
import type { ChartPorts } from './desk-charts.ts';
import type { WeekServices } from './weeks-route.ts';

export const chartsWing: Wing<typeof charts, DeskServices & ChartPorts & WeekServices> = {
  handlers: (services) =>
    onceAsked(charts, async () => {
      const [{ showCharts }, { showWeeks }] = await Promise.all([
        import('./desk-charts.ts'),
        import('./weeks-route.ts'),
      ]);
      return { charts: showCharts(services), showWeeks: showWeeks(services) };
    }),
  places: [{ label: 'Charts', href: chartsHref }],
};
