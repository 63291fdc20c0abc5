import { accessChecks } from './access-checks.ts';
import type { CheckFacts } from './check.ts';
import { definitionChecks } from './definition-checks.ts';
import { peopleChecks } from './people-checks.ts';
import { roomChecks } from './room-checks.ts';
import { runningChecks } from './running-checks.ts';
import { serviceChecks } from './service-checks.ts';
import { settingsChecks } from './settings-checks.ts';
import { storageChecks } from './storage-checks.ts';

/** Every check of a deployment by its group, in the order in which they are shown. */
export const checkGroups = {
  settings: settingsChecks,
  access: accessChecks,
  storage: storageChecks,
  room: roomChecks,
  services: serviceChecks,
  definitions: definitionChecks,
  people: peopleChecks,
  running: runningChecks,
} satisfies Record<string, Record<string, CheckFacts>>;

export type CheckGroup = keyof typeof checkGroups;

type ChecksOf<G> = G extends Record<infer Id, CheckFacts> ? Id : never;
export type CheckId = ChecksOf<(typeof checkGroups)[CheckGroup]>;

export interface Check extends CheckFacts {
  readonly id: string;
  readonly group: string;
}

export const checks: readonly Check[] = Object.entries(checkGroups).flatMap(([group, those]) =>
  Object.entries<CheckFacts>(those).map(([id, facts]) => ({ id, group, ...facts })),
);
