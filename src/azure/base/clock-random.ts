import { randomBytes, randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import { operationIdOf, timeInId } from '../../domain/base/door.ts';
import type { Clock, Random } from '../../ports/ports.ts';

export const systemClock: Clock = { now: () => new Date() };

/** Ids and link secrets from the operating system's random source. */
export const systemRandom: Random = {
  operationId: (door) => operationIdOf(door, ulid(timeInId(door, Date.now()))),
  handle: () => randomBytes(32).toString('base64url'),
  uuid: () => randomUUID(),
};
