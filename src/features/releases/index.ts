import { onceAsked, type Wing } from '../../functions/base/wing.ts';
import type { DeskServices } from '../../functions/desk/visit.ts';
import type { OperationServices } from '../../functions/operation/operations.ts';
import { reading } from '../../web/reading.ts';
import { releases, releasesHref } from './descriptions.ts';
import type { ReleaseListPorts } from './list-releases.ts';

export const releasesWing: Wing<typeof releases, DeskServices & OperationServices & ReleaseListPorts> = {
  handlers: (services) =>
    onceAsked(releases, async () => {
      const [{ listReleases, releasesAnswer }, { showDeskReleases }, { showDeskReceipt }, { showMyReleases }] =
        await Promise.all([
          import('./list-releases.ts'),
          import('./desk-releases.ts'),
          import('./receipt/desk-receipt.ts'),
          import('./my-releases.ts'),
        ]);
      return {
        releases: reading(services, releases.releases, listReleases, releasesAnswer),
        deskReleases: showDeskReleases(services),
        deskDatasetReceipt: showDeskReceipt(services, 'ingress'),
        deskExportReceipt: showDeskReceipt(services, 'export'),
        myReleases: showMyReleases(services),
      };
    }),
  places: [{ label: 'Releases', href: releasesHref }],
};
