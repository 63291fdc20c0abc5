import { onceAsked, type Wing } from '../../functions/base/wing.ts';
import type { DeskServices } from '../../functions/desk/visit.ts';
import { satre, satreHref } from './descriptions.ts';
import type { SatreServices } from './satre-route.ts';

export const satreWing: Wing<typeof satre, SatreServices & DeskServices> = {
  handlers: (services) =>
    onceAsked(satre, async () => {
      const [{ showSatre }, { showDeskSatre }] = await Promise.all([
        import('./satre-route.ts'),
        import('./desk-satre.ts'),
      ]);
      return { showSatre: showSatre(services), deskSatre: showDeskSatre(services) };
    }),
  places: [{ label: 'SATRE', href: satreHref }],
};
