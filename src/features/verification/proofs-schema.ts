import { z } from 'zod';
import { fromCopy } from '../../domain/overview/restorable.ts';
import { restoreSteps, storeSources } from '../../domain/overview/store.ts';
import { findingRecords } from './proof-report.ts';
import { repairKinds } from './restore/repair.ts';

const chain = z.union([
  z.strictObject({ chain: z.string(), ok: z.literal(true), count: z.number(), hash: z.string() }),
  z.strictObject({
    chain: z.string(),
    ok: z.literal(false),
    line: z.number(),
    why: z.string(),
    uncounted: z.strictObject({ count: z.number(), hash: z.string() }).exactOptional(),
  }),
]);

export const proofs = z
  .strictObject({
    ok: z.boolean().meta({ description: 'True only when everything was verified and nothing is wrong.' }),
    events: z.number(),
    chains: z.array(chain),
    receipts: z.strictObject({
      verified: z.number(),
      bad: z.array(z.strictObject({ name: z.string(), why: z.string() })),
    }),
    findings: z.array(
      z.strictObject({
        record: z.enum(findingRecords),
        key: z.string(),
        why: z.string(),
      }),
    ),
    checkpoint: z.string().exactOptional().meta({
      description:
        'What was signed of all chains when a verification that found nothing wrong began: keep it for `since`.',
    }),
    continuation: z.string().optional().meta({ description: 'There when the answer is not the whole.' }),
  })
  .meta({ id: 'Proofs' });

const restorePlan = {
  project: z.string(),
  repairs: z.array(
    z.strictObject({
      what: z.enum(repairKinds),
      key: z.string(),
      why: z.string(),
    }),
  ),
  problems: z.array(z.string()),
  more: z.boolean().meta({ description: 'Whether the list is a first part: write it, then ask again.' }),
  digest: z.string(),
};

export const restoreAnswer = z.union([
  z.strictObject({ projects: z.array(z.strictObject(restorePlan)), continuation: z.string().optional() }),
  z.strictObject({ written: z.number(), ...restorePlan }),
]);

/** What the first operator is given, who has to hand it on. */
export const opening = z.strictObject({
  found: z.record(z.string(), z.number()).meta({ description: 'What verification finds, counted by kind of record.' }),
  waits: z.string().meta({ description: 'The wish of the first operator, sealed: a second sends it as `first`.' }),
});

export const copyPlan = z.strictObject({
  back: z.array(
    z.strictObject({
      store: z.enum(fromCopy),
      of: z.string().nullable().meta({ description: 'The chain or the project.' }),
      blobs: z.number(),
      bytes: z.number(),
    }),
  ),
  problems: z.array(z.string()).meta({ description: 'What is left to people.' }),
  doubts: z.array(z.string()).meta({ description: 'With these two operators have to want it.' }),
  digest: z.string(),
});

export const copyWritten = z.strictObject({
  written: z.number(),
  more: z.boolean().meta({ description: 'Whether something is left: ask again.' }),
});

export const headsPlan = z.strictObject({
  losses: z.array(
    z.strictObject({
      place: z.string(),
      from: z.enum(storeSources),
      back: z.string(),
      lost: z.string(),
      step: z.enum(restoreSteps).nullable(),
    }),
  ),
  chains: z.array(
    z.strictObject({
      chain: z.string(),
      why: z.string(),
      count: z.number(),
      hash: z.string(),
      largest: z.string().nullable().meta({ description: 'Who remembers most of its lines.' }),
    }),
  ),
  problems: z.array(z.string()).meta({ description: 'With these nothing is written.' }),
  doubts: z.array(z.string()).meta({ description: 'Of these whoever agrees has to know.' }),
  digest: z.string(),
});

export const headsWritten = z.strictObject({ written: z.number() });
