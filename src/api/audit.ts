import { z } from 'zod';
import { auditFormats } from '../domain/audit/audit-query.ts';
import { controlPlane } from '../domain/base/control-plane.ts';
import { person, since, until } from '../domain/operation/list-query.ts';
import { data } from './description.ts';
import { chainId, continuation, operationId } from './schemas/names.ts';

export const auditQuery = z.strictObject({
  project: chainId.exactOptional(),
  operation: operationId.exactOptional(),
  kind: z.string().max(100).exactOptional().meta({ description: 'What the kind begins with, such as `decision`.' }),
  actor: z
    .union([z.literal(controlPlane), person], { error: `must be an object id, an e-mail, or ${controlPlane}` })
    .exactOptional()
    .meta({ description: `Who did it: object id, e-mail, or ${controlPlane}.` }),
  since: since.exactOptional(),
  until: until.exactOptional(),
  sort: z.enum(['newest', 'oldest']).default('newest'),
  format: z.enum(auditFormats).exactOptional().meta({ description: 'Says more than the header `accept`.' }),
  limit: z.coerce.number().int().min(1).max(100_000).exactOptional(),
  continuation: continuation.exactOptional(),
});

const publicKey = z.looseObject({ kty: z.string(), kid: z.string() });

export const audit = {
  askAudit: data('GET', 'ops/audit', {
    group: 'audit',
    summary:
      'What happened, who did it and when; an answer whose last line is a `continuation` goes on with the same request and that.',
    query: auditQuery,
    answers: {
      200: {
        media: 'application/x-ndjson',
        other: 'text/csv',
        description:
          'One event in each line: `at`, `project`, `operation`, `kind`, `actor`, `id` and `data`; in a table `who` and `what` besides, in words.',
      },
    },
    problems: ['refused', 'forbidden', 'not-found'],
  }),
  receiptKeys: data('GET', 'receipts/keys', {
    group: 'audit',
    access: 'everybody',
    summary:
      'The public halves of the keys that sign receipts, old ones too, as a JWK set; and those of the log of the audit.',
    answers: {
      200: z.strictObject({
        keys: z.array(publicKey),
        checkpoints: z
          .array(z.string())
          .meta({ description: 'By which checkpoints of the log are signed: `name+id+key`.' }),
      }),
    },
  }),
};
