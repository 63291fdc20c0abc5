import { doctorHandlers } from '../features/doctor/index.ts';
import { satreHandlers } from '../features/satre/index.ts';
import type { DeskServices } from '../functions/desk/visit.ts';
import type { HandlersOf } from '../web/wing.ts';
import type { Services } from './services.ts';
import type { wings } from './wings.ts';

/** What answers the routes of the wings. */
export function wingHandlers(services: Services & DeskServices): HandlersOf<typeof wings> {
  return { ...doctorHandlers(services), ...satreHandlers(services) };
}
