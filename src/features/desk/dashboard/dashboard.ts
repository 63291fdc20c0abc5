import { system } from '../../../api/system.ts';
import { sendForm } from '../../../functions/desk/send-form.ts';
import { type DeskServices, showDesk, type Visit } from '../../../functions/desk/visit.ts';
import { lastAudits } from '../../../functions/system/last-audits.ts';
import type { Page } from '../../../pages/base/layout.ts';
import { pageAnswer } from '../../../web/answers.ts';
import { queryOf } from '../../../web/asked.ts';
import type { Handler } from '../../../web/handler.ts';
import { chosenLines, linesQuery } from './chosen-lines.ts';
import { dashboardPage, type SentSweep } from './dashboard-page.ts';
import { type OverviewPorts, readOverview } from './overview.ts';

export type DashboardServices = OverviewPorts;

type Services = DashboardServices & DeskServices;

export function dashboardHandlers(services: Services): Readonly<Record<'dashboard' | 'sweepByForm', Handler>> {
  const readAudits = lastAudits(services.audit);
  const show = async ({ request, caller, visitor, sent }: Visit, answered: SentSweep = {}): Promise<Page> => {
    const wanted = chosenLines(queryOf(request, linesQuery));
    const overview = await readOverview(services, caller, { readAudits, wanted });
    return dashboardPage(overview, visitor, { ...answered, ...(sent === undefined ? {} : { sent }) });
  };
  return {
    dashboard: showDesk(services, (visit) => show(visit)),
    sweepByForm: sendForm(services, {
      place: () => 'ops',
      show: (visit) => show(visit),
      formOf: () => ({
        sendingOf: () => ({ route: system.sweepNow }),
        answer: async ({ body }, { visit }) => {
          const swept = system.sweepNow.answers[200].parse(JSON.parse(String(body)));
          return await pageAnswer(200, await show(visit, { swept }));
        },
      }),
    }),
  };
}
