import { onceAsked, type Wing } from '../../functions/base/wing.ts';
import type { DeskServices } from '../../functions/desk/visit.ts';
import { deskPaths } from '../../pages/desk/desk-page.ts';
import { reading } from '../../web/reading.ts';
import { verification } from './descriptions.ts';
import type { CopyServices } from './restore/copy-route.ts';
import type { HeadServices } from './restore/heads-route.ts';
import { weeksPart } from './restore/repair-weeks.ts';
import type { RestoreServices } from './restore/restore-route.ts';
import { newPart } from './since/verify-day.ts';
import type { VerificationServices } from './verify-route.ts';

export const verificationWing: Wing<
  typeof verification,
  VerificationServices & RestoreServices & HeadServices & CopyServices & DeskServices
> = {
  handlers: (services) =>
    onceAsked(verification, async () => {
      const [{ verifyAudit }, { showDeskVerification }, { restoreCopy }, { restoreHeads }, { restoreStores }] =
        await Promise.all([
          import('./verify-route.ts'),
          import('./desk-verification.ts'),
          import('./restore/copy-route.ts'),
          import('./restore/heads-route.ts'),
          import('./restore/restore-route.ts'),
        ]);
      return {
        verifyAudit: reading(services, verification.verifyAudit, verifyAudit),
        deskVerification: showDeskVerification(services),
        restoreCopy: restoreCopy(services),
        restoreHeads: restoreHeads(services),
        restoreStores: restoreStores(services),
      };
    }),
  places: [{ label: 'Verification', href: deskPaths.verification }],
  parts: [weeksPart, newPart],
};
