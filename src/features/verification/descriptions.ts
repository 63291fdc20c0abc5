import { z } from 'zod';
import { data, page } from '../../api/description.ts';
import { chainId, continuation, reason } from '../../api/schemas/names.ts';
import { proofs, rebuildAnswer } from './proofs-schema.ts';

export const verifyQuery = z.strictObject({
  project: chainId.exactOptional(),
  continuation: continuation.exactOptional(),
});

const deskVerifyQuery = z.strictObject({
  project: z.string().max(300).exactOptional(),
  continuation: z.string().max(8000).meta({ description: 'Goes on where the page before ended.' }).exactOptional(),
});

export const rebuildBody = z
  .strictObject({
    project: z.string().min(1).optional(),
    operation: z.string().min(1).optional().meta({ description: 'Only the row of this dataset or package.' }),
    apply: z.boolean(),
    digest: z.string().min(1).optional(),
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
      'Holds all records against each other and names what is wrong; an answer with a `continuation` is not the whole.',
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
  rebuildRegister: data('POST', 'ops/register/rebuild', {
    group: 'system',
    summary: 'Shows what the register would have to be by the audit; with `apply` writes one project by its digest.',
    body: rebuildBody,
    answers: { 200: rebuildAnswer },
    problems: ['refused', 'forbidden', 'not-found', 'broken-definition'],
  }),
};
