import { z } from 'zod';
import { time } from '../../domain/base/reading/iso-time.ts';
import { roundEvidenceSchema } from '../../domain/inspection/round-evidence.ts';
import { departureStates } from '../../domain/lifecycle/departures.ts';
import { madeFromSchema } from '../../domain/operation/operation-schema.ts';
import { decisionSchema } from '../../domain/review/decision.ts';

const decision = decisionSchema
  .pick({ approver: true, choice: true, at: true })
  .extend({ name: z.string(), independent: z.boolean() });

const receipt = z.strictObject({
  name: z.string(),
  problem: z.string().nullable().meta({ description: 'Why it proves nothing; null where its signature is good.' }),
});

const text = z.string().nullable();

export const release = z
  .strictObject({
    id: z.string(),
    project: z.string(),
    name: z.string(),
    leftAt: time.meta({
      description:
        'When all of it was outside; of what was stopped on its way, since when something of it may have been.',
    }),
    state: z.enum(departureStates).meta({
      description: '`stopped`, `going-out` and `being-taken-back`: something of it may be outside now.',
    }),
    files: z.number().meta({
      description: 'All of it; of what was stopped, so many were found outside, once somebody looked.',
    }),
    bytes: z.number(),
    digest: text,
    purpose: text,
    madeFrom: madeFromSchema.nullable(),
    definition: text.meta({ description: 'Hash of the version of the definition by whose rules it left.' }),
    rules: z
      .strictObject({ quorum: z.number(), independent: z.number() })
      .nullable()
      .meta({ description: 'Null: its project asks nobody.' }),
    decisions: z.array(decision).meta({ description: 'Those that counted, of a closed round only.' }),
    evidence: roundEvidenceSchema.nullable(),
    folder: z.string().meta({ description: 'Where it lay or lies outside.' }),
    readers: text.meta({ description: 'Object id of the group of the external readers of the project.' }),
    recipients: z.array(z.string()),
    terms: text,
    receipt: receipt.nullable().meta({ description: 'Null until there is one.' }),
    takenBack: z
      .strictObject({ at: time, by: z.string(), name: z.string(), reason: z.string(), receipt: text })
      .nullable(),
  })
  .meta({
    id: 'Release',
    description: 'A package that left, or a part of one, by whose decisions and which rules, and where it went.',
  });
