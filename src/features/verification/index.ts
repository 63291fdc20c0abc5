import type { Wing } from '../../functions/base/wing.ts';
import type { DeskServices } from '../../functions/desk/visit.ts';
import { deskPaths } from '../../pages/desk/desk-page.ts';
import { reading } from '../../web/reading.ts';
import { verification } from './descriptions.ts';
import { showDeskVerification } from './desk-verification.ts';
import { type RebuildServices, rebuildRegister } from './rebuild/rebuild-route.ts';
import { weeksPart } from './repair-weeks.ts';
import { type VerificationServices, verifyAudit } from './verify-route.ts';

export const verificationWing: Wing<typeof verification, VerificationServices & RebuildServices & DeskServices> = {
  handlers: (services) => ({
    verifyAudit: reading(services, verification.verifyAudit, verifyAudit),
    deskVerification: showDeskVerification(services),
    rebuildRegister: rebuildRegister(services),
  }),
  places: [{ label: 'Verification', href: deskPaths.verification }],
  parts: [weeksPart],
};
