import { z } from 'zod';
import { data } from '../../api/description.ts';

const size = z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER);

export const consistencyQuery = z.strictObject({
  from: size.meta({ description: 'How many leaves the earlier checkpoint had.' }),
  to: size.meta({ description: 'How many the later one has.' }),
});

export const witness = {
  checkpoint: data('GET', 'audit/checkpoint', {
    group: 'audit',
    access: 'everybody',
    summary:
      'How far the log over all audit chains has come: a signed note (C2SP tlog-checkpoint), which tells nothing else.',
    answers: { 200: { media: 'text/plain', description: 'Name of the log, size, root, and signatures.' } },
    problems: ['not-found'],
  }),
  consistency: data('GET', 'audit/consistency', {
    group: 'audit',
    access: 'everybody',
    summary: 'What proves that nothing was taken back between two checkpoints (RFC 6962, 2.1.2).',
    query: consistencyQuery,
    answers: {
      200: z.strictObject({ proof: z.array(z.string()).meta({ description: 'Hashes in base64.' }) }),
    },
    problems: ['refused', 'not-found'],
  }),
};
