import type { DeskServices } from '../../functions/desk/visit.ts';
import { type HandlersOf, onceAsked } from '../../web/wing.ts';
import type { satre } from './descriptions.ts';
import { type SatreServices, showSatre } from './satre-route.ts';

/** What the report on SATRE adds to the app. */
export function satreHandlers(services: SatreServices & DeskServices): HandlersOf<typeof satre> {
  return {
    showSatre: showSatre(services),
    deskSatre: onceAsked(async () => (await import('./desk-satre.ts')).showDeskSatre(services)),
  };
}
