import { type DeskServices, showDesk } from '../../functions/desk/visit.ts';
import { readZones } from '../../use-cases/project/project-zones.ts';
import { queryOf, typedQuery } from '../../web/asked.ts';
import type { Handler } from '../../web/handler.ts';
import { deskReleasesQuery, releasesQuery } from './descriptions.ts';
import { listReleases, type ReleaseListPorts } from './list-releases.ts';
import { lastMonths } from './period.ts';
import { deskReleasesPage } from './releases-page.ts';

/** GET ops/desk/releases: what left in a month as a page; the present month where none is chosen. */
export function showDeskReleases(services: DeskServices & ReleaseListPorts): Handler {
  return showDesk(services, async (visit) => {
    const now = services.clock.now();
    const { month, project, ...rest } = queryOf(visit.request, deskReleasesQuery);
    const [present = ''] = lastMonths(now, 1);
    const chosen = { month: month || present, ...(project ? { project } : {}), ...rest };
    const list = await listReleases(services, { ...visit, query: typedQuery(chosen, releasesQuery) });
    return deskReleasesPage(
      { chosen, now, list, zones: await readZones(services.projects) },
      visit.visitor,
      visit.sent,
    );
  });
}
