import type { Scenario } from '../scenario.ts';
import { activities } from './activities.ts';
import { client } from './client.ts';
import { control } from './control.ts';
import { events } from './events.ts';
import { exportFlow } from './export.ts';
import { failures } from './failures.ts';
import { httpApi } from './http-api.ts';
import { listing } from './listing.ts';
import { subOrchestrations } from './sub-orchestrations.ts';
import { timers } from './timers.ts';
import { traps } from './traps.ts';
import { versions } from './versions.ts';

/** Every scenario. */
export const scenarios: readonly Scenario[] = [
  activities,
  subOrchestrations,
  failures,
  events,
  timers,
  traps,
  control,
  httpApi,
  client,
  listing,
  exportFlow,
  versions,
].flat();
