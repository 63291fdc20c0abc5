import { dashboardPage } from '../pages/dashboard-page.ts';
import { pageAnswer, redirectAnswer } from './answers.ts';
import { type CallerCheck, recognise, requireRole } from './caller.ts';
import { type OverviewPorts, readOverview } from './overview.ts';
import { signInPath } from './sign-in.ts';
import type { Handler } from './web.ts';

/** What the dashboard needs. */
export interface DashboardServices extends CallerCheck, OverviewPorts {}

/** GET ops: the dashboard for people with a role; without a session the browser goes to the sign-in and comes back. */
export function showDashboard(services: DashboardServices): Handler {
  return async (request) => {
    const anybody = await recognise(services, request);
    if (anybody === undefined) return redirectAnswer(signInPath('/api/ops'));
    const caller = await requireRole(services, request, 'Ops.Reader');
    const visitor = { name: caller.name, antiForgery: caller.session?.antiForgery ?? '' };
    return await pageAnswer(200, dashboardPage(await readOverview(services), visitor));
  };
}
