import { z } from 'zod';
import { doors } from '../../domain/base/door.ts';
import { missingReasons } from '../../domain/inspection/round-evidence.ts';
import { whysWaiting } from '../../domain/lifecycle/capacity.ts';
import { outageSchema, retractionSchema } from '../../domain/operation/operation-schema.ts';
import type { Shown, ShownRound } from '../../domain/overview/shown.ts';
import type { Seen } from '../../ports/overview.ts';

const text = z.string();
const optionalText = text.exactOptional();
const door = z.enum(doors);

export const shownSchema: z.ZodType<Shown> = z.strictObject({
  ...{ id: text, door, project: text, name: text, state: text, since: text, revision: z.number() },
  told: z.literal(true).exactOptional(),
  round: z.number().exactOptional(),
  purposeUntil: optionalText,
  size: z.strictObject({ count: z.number(), bytes: z.number() }).exactOptional(),
  trouble: outageSchema.exactOptional(),
  missing: z.literal('marker').exactOptional(),
  ...{ hold: optionalText, stop: optionalText, failure: optionalText, unscanned: optionalText },
  uninspected: z.enum(missingReasons).exactOptional(),
  retraction: retractionSchema.exactOptional(),
  unpublished: optionalText,
});

export const shownRoundSchema: z.ZodType<ShownRound> = z.strictObject({
  number: z.number(),
  quorum: z.number(),
  independent: z.number(),
  blind: z.boolean(),
  deadline: text,
  people: z.array(
    z.strictObject({
      oid: text,
      email: text,
      name: text,
      independent: z.boolean(),
      eligibleUntil: optionalText,
      hasDecided: z.boolean(),
      approves: z.boolean(),
      isBarred: z.boolean(),
    }),
  ),
});

export const seenSchema: z.ZodType<Seen> = z.strictObject({
  at: text,
  broken: z.array(z.strictObject({ project: text, key: text, problem: text })),
  untold: z.array(
    z.strictObject({
      ...{ project: text, id: text, about: text, since: text, message: text },
      times: z.number(),
      isGivenUp: z.boolean(),
    }),
  ),
  waiting: z.array(
    z.strictObject({ door, project: text, waiting: z.number(), why: z.enum(whysWaiting).exactOptional() }),
  ),
  atDoors: z.array(z.strictObject({ door, path: text, reason: text })),
  inside: z.strictObject({ at: text, arriving: z.array(text), more: z.array(text) }).exactOptional(),
  outside: z.array(z.strictObject({ project: text, key: text, problem: text })).exactOptional(),
});
