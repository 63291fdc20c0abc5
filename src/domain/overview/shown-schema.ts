import { z } from 'zod';
import { doors } from '../base/door.ts';
import { missingReasons, roundEvidenceSchema } from '../inspection/round-evidence.ts';
import { whysWaiting } from '../lifecycle/capacity.ts';
import { outageSchema, retractionSchema } from '../operation/operation-schema.ts';

const text = z.string();
const optionalText = text.exactOptional();
const door = z.enum(doors);

export const shownSchema = z.strictObject({
  ...{ id: text, door, project: text, name: text, state: text, since: text, revision: z.number() },
  /** Of a package that is revealed outside. */
  told: z.literal(true).exactOptional(),
  round: z.number().exactOptional(),
  purposeUntil: optionalText,
  size: z.strictObject({ count: z.number(), bytes: z.number() }).exactOptional(),
  trouble: outageSchema.exactOptional(),
  missing: z.literal('marker').exactOptional(),
  ...{ hold: optionalText, stop: optionalText, failure: optionalText, unscanned: optionalText },
  /** Why it went on without the evidence that it waited for. */
  uninspected: z.enum(missingReasons).exactOptional(),
  retraction: retractionSchema.exactOptional(),
  /** What becomes of its copy, when that is never published. */
  unpublished: optionalText,
});

export const shownRoundSchema = z.strictObject({
  number: z.number(),
  quorum: z.number(),
  independent: z.number(),
  blind: z.boolean(),
  deadline: text,
  /** Until when questions to the researchers hold it; missing where all are answered, and in earlier versions. */
  asked: optionalText,
  /** What is known of its files; earlier versions did not say. */
  evidence: roundEvidenceSchema.exactOptional(),
  people: z.array(
    z.strictObject({
      oid: text,
      email: text,
      name: text,
      independent: z.boolean(),
      eligibleUntil: text.optional(),
      hasDecided: z.boolean(),
      approves: z.boolean(),
      /** A researcher, who never counts. */
      isBarred: z.boolean(),
    }),
  ),
});

export const seenSchema = z.strictObject({
  at: text,
  /** `lost`: something else tells that it was there. */
  broken: z.array(z.strictObject({ project: text, key: text, problem: text, lost: z.literal(true).exactOptional() })),
  /** Moves of which not everybody was told, after at least one try. `about`: the state that people were to be told of. */
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
  /** Names in projects for which nothing runs. */
  atDoors: z.array(z.strictObject({ door, path: text, reason: text })),
  /** What researchers are revealed outside of packages that are not told one by one. Earlier versions told of each. */
  inside: z.strictObject({ at: text, arriving: z.array(text), more: z.array(text) }).exactOptional(),
  /** Of each project with packages when the sweep last listed them inside, and the digest of what it listed. Earlier versions did not. */
  listed: z.record(text, z.strictObject({ at: text, digest: text })).exactOptional(),
  /** What lies outside and no release accounts for, and what was released and is gone. Earlier versions did not look. */
  outside: z.array(z.strictObject({ project: text, key: text, problem: text })).exactOptional(),
  /** Keys of rows that come back from lines, by the place of their kind: what stood, and what is lost since. Earlier versions did not look. */
  stood: z.record(text, z.array(text)).exactOptional(),
  /** When the second copy was last whole, or since when it is waited for. Missing where there is none, and in earlier versions. */
  copied: text.exactOptional(),
  /** The newest week that was judged, and what left each project in which it was unusually much. Earlier versions did not judge. */
  unusual: z
    .strictObject({
      week: text,
      projects: z.record(text, z.strictObject({ files: z.number(), bytes: z.number() })),
    })
    .exactOptional(),
});
