import { onceAsked, type Wing } from '../../functions/base/wing.ts';
import type { DeskServices } from '../../functions/desk/visit.ts';
import { reading } from '../../web/reading.ts';
import { charts, chartsHref } from './descriptions.ts';
import type { ChartPorts } from './desk-charts.ts';
import type { WeekPorts } from './weeks-route.ts';

export const chartsWing: Wing<typeof charts, DeskServices & ChartPorts & WeekPorts> = {
  handlers: (services) =>
    onceAsked(charts, async () => {
      const [{ showCharts }, { showWeeks }] = await Promise.all([
        import('./desk-charts.ts'),
        import('./weeks-route.ts'),
      ]);
      return { charts: showCharts(services), showWeeks: reading(services, charts.showWeeks, showWeeks) };
    }),
  places: [{ label: 'Charts', href: chartsHref }],
};
