import { onceAsked, type Wing } from '../../functions/base/wing.ts';
import type { DeskServices } from '../../functions/desk/visit.ts';
import type { OperationServices } from '../../functions/operation/operations.ts';
import { reading } from '../../web/reading.ts';
import { releases } from './descriptions.ts';
import { incidentsHref, releasesHref } from './hrefs.ts';
import { incidentsPart } from './incidents/keep-incidents.ts';
import type { PackServices } from './incidents/pack-incident.ts';
import type { ReleaseListPorts } from './list-releases.ts';
import type { NameServices } from './trace/name-release.ts';
import type { TraceServices } from './trace/trace-route.ts';

export const releasesWing: Wing<
  typeof releases,
  DeskServices & OperationServices & ReleaseListPorts & NameServices & TraceServices & PackServices
> = {
  handlers: (services) =>
    onceAsked(releases, async () => {
      const [
        list,
        { showDeskReleases },
        { showDeskReceipt },
        { showMyReleases },
        { traceFiles },
        { nameRelease },
        traces,
        incidents,
      ] = await Promise.all([
        import('./list-releases.ts'),
        import('./desk-releases.ts'),
        import('./receipt/desk-receipt.ts'),
        import('./my-releases.ts'),
        import('./trace/trace-route.ts'),
        import('./trace/name-release.ts'),
        import('./trace/desk-trace.ts'),
        import('./incidents/incident-handlers.ts'),
      ]);
      return {
        releases: reading(services, releases.releases, list.listReleases, list.releasesAnswer),
        deskReleases: showDeskReleases(services),
        deskDatasetReceipt: showDeskReceipt(services, 'ingress'),
        deskExportReceipt: showDeskReceipt(services, 'export'),
        myReleases: showMyReleases(services),
        trace: traceFiles(services),
        traceNames: nameRelease(services),
        deskTrace: traces.showDeskTrace(services),
        traceOnDesk: traces.traceOnDesk(services),
        ...incidents.incidentHandlers(services),
      };
    }),
  places: [
    { label: 'Releases', href: releasesHref },
    { label: 'Incidents', href: incidentsHref },
  ],
  parts: [incidentsPart],
};
