import { z } from 'zod';

/** A row that was written before differences had a beginning holds their keys alone. */
const knownDrift = z.union([
  z.strictObject({ key: z.string(), since: z.iso.datetime().optional() }),
  z.string().transform((key) => ({ key, since: undefined })),
]);
/** A difference that an earlier run left open, and since when, as far as that is known. */
export type KnownDrift = Readonly<z.infer<typeof knownDrift>>;

/** What the control plane remembers of a project's computes between two runs; stored as one row. */
export const computeMemory = z.strictObject({
  /** Creations that were started lately: Azure may answer "not there" for a while although it is being made. */
  created: z.array(z.strictObject({ name: z.string(), at: z.iso.datetime() })),
  /** How many of the project's computes the last good observation showed. */
  seen: z.strictObject({ machines: z.int().min(0), computes: z.int().min(0) }),
  /** Differences from the definition that were found and not yet seen repaired. */
  drift: z.array(knownDrift),
  /** Steps of the last run that Azure refused, each by its compute, and what it said; the next plan shows them. */
  refused: z.array(z.strictObject({ compute: z.string(), reason: z.string() })).default([]),
  /** Steps that were asked for and have not helped yet: how often the same one, and since when. */
  asked: z
    .array(z.strictObject({ compute: z.string(), kind: z.string(), times: z.int().min(1), since: z.iso.datetime() }))
    .default([]),
  /** Which computes people were told will be deleted after the end of the project, when, and under which definition (its hash). */
  told: z.strictObject({ at: z.iso.datetime(), definition: z.string(), computes: z.array(z.string()) }).optional(),
  /** Machines that were switched off because they were idle, and when. */
  idle: z.array(z.strictObject({ name: z.string(), at: z.iso.datetime() })).default([]),
  /**
   * Computes that were seen off while they are to be off. `ran`: of one that ran all the same without a start of ours, for how long (in
   * milliseconds), since when, and when that was last counted, while the last look showed it running.
   */
  off: z
    .array(
      z.strictObject({
        compute: z.string(),
        ran: z
          .strictObject({
            since: z.iso.datetime(),
            milliseconds: z.number().min(0),
            lookedAt: z.iso.datetime().exactOptional(),
          })
          .exactOptional(),
      }),
    )
    .default([]),
  /** Digest of the plan whose stop was last reported, so that it is reported once and not at each run. */
  stopped: z.string().optional(),
});
export type ComputeMemory = z.infer<typeof computeMemory>;

/** Memory of a project that was never reconciled. */
export const noMemory: ComputeMemory = {
  created: [],
  seen: { machines: 0, computes: 0 },
  drift: [],
  refused: [],
  asked: [],
  idle: [],
  off: [],
};

/** How long an absent compute that we created is unknown rather than missing, in milliseconds. */
const creationGrace = 5 * 60_000;

/** When the compute was created by us, if that is less than the grace period ago. */
export function recentCreation(memory: ComputeMemory, name: string, now: Date): string | undefined {
  const created = memory.created.find((entry) => entry.name.toLowerCase() === name.toLowerCase());
  if (created === undefined) return undefined;
  return now.getTime() - Date.parse(created.at) < creationGrace ? created.at : undefined;
}

/** Memory with one more creation, and without those whose grace period is over. */
export function rememberCreation(memory: ComputeMemory, name: string, now: Date): ComputeMemory {
  const recent = memory.created.filter((entry) => now.getTime() - Date.parse(entry.at) < creationGrace);
  const others = recent.filter((entry) => entry.name.toLowerCase() !== name.toLowerCase());
  return { ...memory, created: [...others, { name, at: now.toISOString() }] };
}
