import { doctor } from '../features/doctor/descriptions.ts';
import { satre } from '../features/satre/descriptions.ts';

/** What each wing describes; a wing has a line here and one in `wing-handlers.ts`. */
export const wings = { ...doctor, ...satre };
