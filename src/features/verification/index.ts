import type { Wing } from '../../functions/base/wing.ts';
import type { DeskServices } from '../../functions/desk/visit.ts';
import { deskPaths } from '../../pages/desk/desk-page.ts';
import type { Ports } from '../../ports/ports.ts';
import type { verification } from './descriptions.ts';
import { showDeskVerification } from './desk-verification.ts';
import { weeksPart } from './mend-weeks.ts';
import { type RebuildServices, rebuildRegister } from './rebuild/rebuild-route.ts';
import { type AuditServices, verifyAudit } from './verify-route.ts';

export const verificationWing: Wing<
  typeof verification,
  AuditServices & RebuildServices & DeskServices & Pick<Ports, 'clock'>
> = {
  handlers: (services) => ({
    verifyAudit: verifyAudit(services),
    deskVerification: showDeskVerification(services),
    rebuildRegister: rebuildRegister(services),
  }),
  places: [{ label: 'Verification', href: deskPaths.verification }],
  parts: [weeksPart],
};
