import { dashboardPage } from '../pages/dashboard-page.ts';
import { pageAnswer, redirectAnswer } from '../web/answers.ts';
import { type CallerCheck, recognise, requireRole } from '../web/caller.ts';
import type { Handler } from '../web/handler.ts';
import { signInPath } from '../web/sign-in.ts';
import { lastAudits } from './last-audits.ts';
import { type OverviewPorts, readOverview } from './overview.ts';

/** What the dashboard needs. */
export interface DashboardServices extends CallerCheck, OverviewPorts {}

/** GET ops: the dashboard for people with a role; without a session the browser goes to the sign-in and comes back. */
export function showDashboard(services: DashboardServices): Handler {
  const readAudits = lastAudits(services.audit);
  return async (request) => {
    const anybody = await recognise(services, request);
    if (anybody === undefined) return redirectAnswer(signInPath('/api/ops'));
    const caller = await requireRole(services, request, 'Ops.Reader');
    const visitor = { name: caller.name, antiForgery: caller.session?.antiForgery ?? '' };
    return await pageAnswer(200, dashboardPage(await readOverview(services, caller, readAudits), visitor));
  };
}
