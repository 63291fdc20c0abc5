import { onceAsked, type Wing } from '../../functions/base/wing.ts';
import type { DeskServices } from '../../functions/desk/visit.ts';
import { reading } from '../../web/reading.ts';
import { satre, satreHref } from './descriptions.ts';
import type { SatrePorts } from './report-satre.ts';

export const satreWing: Wing<typeof satre, SatrePorts & DeskServices> = {
  handlers: (services) =>
    onceAsked(satre, async () => {
      const [{ satreAnswer, showSatre }, { showDeskSatre }] = await Promise.all([
        import('./satre-route.ts'),
        import('./desk-satre.ts'),
      ]);
      return {
        showSatre: reading(services, satre.showSatre, showSatre, satreAnswer),
        deskSatre: showDeskSatre(services),
      };
    }),
  places: [{ label: 'SATRE', href: satreHref }],
};
