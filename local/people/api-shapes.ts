import { z } from 'zod';

/** An operation as the ops API shows it; only what the laptop's programs look at. */
export const operationShape = z.looseObject({
  id: z.string(),
  name: z.string(),
  state: z.string(),
  explanation: z.string(),
  version: z.number().optional(),
  problems: z.array(z.looseObject({ path: z.string().nullable(), value: z.string(), message: z.string() })),
  failure: z.looseObject({ message: z.string() }).optional(),
  trouble: z.looseObject({ since: z.string(), times: z.number() }).optional(),
  source: z.looseObject({ count: z.number(), bytes: z.number(), digest: z.string() }).optional(),
  package: z.looseObject({ count: z.number(), bytes: z.number(), digest: z.string() }).optional(),
  decisions: z
    .array(z.looseObject({ approver: z.string(), name: z.string(), choice: z.string(), reason: z.string() }))
    .optional(),
  receipts: z.record(z.string(), z.string()).optional(),
});
export type ShownOperation = z.infer<typeof operationShape>;

/** One page of operations. */
export const operationPage = z.object({ items: z.array(operationShape), continuation: z.string().nullable() });

/** The lists of refused names that the ops API shows. */
export const refusedPage = z.object({
  items: z.array(
    z.looseObject({
      door: z.enum(['ingress', 'export']),
      digest: z.string(),
      names: z.array(z.looseObject({ name: z.string(), problems: z.array(z.string()) })),
    }),
  ),
});

/** A compute plan as the ops API shows it. */
export const planShape = z.looseObject({
  digest: z.string(),
  actions: z.array(z.looseObject({ kind: z.string(), name: z.string(), reason: z.string() })),
  waiting: z.array(z.object({ compute: z.string(), reason: z.string() })),
  alerts: z.array(z.object({ compute: z.string(), reason: z.string() })),
  stopped: z.string().optional(),
});
export type ShownPlan = z.infer<typeof planShape>;

/** What the audit endpoint answers. */
export const auditVerdict = z.object({
  ok: z.boolean(),
  chains: z.array(z.looseObject({ chain: z.string(), ok: z.boolean(), count: z.number().optional() })),
});
