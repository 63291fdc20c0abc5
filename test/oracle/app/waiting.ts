import { setTimeout as delay } from 'node:timers/promises';

let wait = (milliseconds: number): Promise<unknown> => delay(milliseconds);

/** Lets an activity last that long, in the time of its host. */
export function lasts(milliseconds: number): Promise<unknown> {
  return wait(milliseconds);
}

/** Lets activities wait in another time than the machine's. */
export function waitWith(other: (milliseconds: number) => Promise<unknown>): void {
  wait = other;
}
