import { z } from 'zod';
import { data, page } from '../../api/description.ts';
import { chainId, continuation, reason } from '../../api/schemas/names.ts';
import { fromCopy, restorable } from '../../domain/overview/restorable.ts';
import { copyPlan, copyWritten, headsPlan, headsWritten, opening, proofs, restoreAnswer } from './proofs-schema.ts';

export const verifyQuery = z.strictObject({
  project: chainId.exactOptional(),
  continuation: continuation.exactOptional(),
  since: z.string().max(4000).exactOptional().meta({
    description:
      'The `checkpoint` of an earlier answer: only what came since then is verified, and of what is older a hundredth for each day.',
  }),
});

const deskVerifyQuery = z.strictObject({
  project: z.string().max(300).exactOptional(),
  continuation: z.string().max(8000).meta({ description: 'Goes on where the page before ended.' }).exactOptional(),
});

const firstWish = z
  .string()
  .max(8000)
  .optional()
  .meta({ description: 'What the first operator was given: whoever brings it is the second.' });

export const copyBody = z
  .strictObject({
    apply: z.boolean(),
    stores: z.array(z.enum(fromCopy)).min(1).optional().meta({ description: 'Only these; without any, all.' }),
    digest: z.string().min(1).optional(),
    first: firstWish,
    reason,
  })
  .refine(({ apply, digest }) => !apply || digest !== undefined);

export const headsBody = z
  .strictObject({
    apply: z.boolean(),
    anchors: z
      .array(z.string().max(100_000))
      .max(20)
      .optional()
      .meta({ description: 'Receipts, and texts that hold notes of the log, such as mails.' }),
    digest: z.string().min(1).optional(),
    first: firstWish,
    reason,
  })
  .refine(({ apply, digest }) => !apply || digest !== undefined);

export const restoreBody = z
  .strictObject({
    project: z.string().min(1).optional(),
    operation: z.string().min(1).optional().meta({ description: 'Only the row of this dataset or package.' }),
    stores: z.array(z.enum(restorable)).min(1).optional().meta({ description: 'Only these; without any, all.' }),
    apply: z.boolean(),
    digest: z.string().min(1).optional(),
    first: firstWish,
    reason,
    continuation: continuation.optional(),
  })
  .refine(
    ({ apply, project, operation, digest }) =>
      (!apply || digest !== undefined) && (project !== undefined || !(apply || operation !== undefined)),
  );

export const verification = {
  verifyAudit: data('GET', 'ops/audit/verify', {
    group: 'audit',
    summary:
      'Holds all records against each other, or what is new of them, and names what is wrong; an answer with a `continuation` is not the whole.',
    query: verifyQuery,
    answers: { 200: proofs },
    problems: ['refused', 'not-found'],
  }),
  deskVerification: page('ops/desk/audit/verify', {
    group: 'desk',
    access: 'Ops.Reader',
    summary: 'Holds all records, or those of a project, against each other and names what is wrong.',
    query: deskVerifyQuery,
    problems: ['refused', 'not-found'],
  }),
  restoreCopy: data('POST', 'ops/restore/copy', {
    group: 'system',
    summary:
      'Shows what of the control account comes back from the second copy; with `apply` puts back what does not stand, the lines first.',
    body: copyBody,
    answers: { 200: z.union([copyPlan, copyWritten]), 202: opening.omit({ found: true }) },
    problems: ['refused', 'forbidden'],
  }),
  restoreHeads: data('POST', 'ops/restore/heads', {
    group: 'system',
    summary:
      'Shows which stores are lost, and which heads of the audit would be written from its lines; with `apply` two operators write them.',
    body: headsBody,
    answers: { 200: z.union([headsPlan, headsWritten]), 202: opening.omit({ found: true }) },
    problems: ['refused', 'forbidden'],
  }),
  restoreStores: data('POST', 'ops/restore', {
    group: 'system',
    summary:
      'Shows what the rows of projects would have to be by the audit; with `apply` writes one project by its digest, and opens the doors once everything is verified.',
    body: restoreBody,
    answers: { 200: restoreAnswer, 202: opening },
    problems: ['refused', 'forbidden', 'not-found', 'broken-definition'],
  }),
};
