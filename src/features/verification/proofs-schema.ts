import { z } from 'zod';
import { findingRecords } from './proof-report.ts';
import { repairKinds } from './rebuild/rebuild.ts';

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
    continuation: z.string().optional().meta({ description: 'There when the answer is not the whole.' }),
  })
  .meta({ id: 'Proofs' });

const rebuildPlan = {
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

export const rebuildAnswer = z.union([
  z.strictObject({ projects: z.array(z.strictObject(rebuildPlan)), continuation: z.string().optional() }),
  z.strictObject({ written: z.number(), ...rebuildPlan }),
]);
