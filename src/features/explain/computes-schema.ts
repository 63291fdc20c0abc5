import { z } from 'zod';
import { computeStates } from '../../compute/domain/state.ts';
import { budget, compute, ending, plan } from '../../compute/schemas.ts';
import { time } from '../../domain/base/reading/iso-time.ts';
import type { ComputesLine } from './domain/computes-line.ts';
import { explanation } from './domain/explanation-schema.ts';

const counted = z.number().int();

export const computesLine = z
  .strictObject({
    project: z.string(),
    title: z.string(),
    timeZone: z.string(),
    state: z.enum([...computeStates, 'unseen']),
    active: z.boolean().meta({
      description: 'False before the project begins, once it has ended and while it is hibernated: all are off.',
    }),
    hibernated: z.boolean().meta({ description: 'Whether they are off only because the project is hibernated.' }),
    text: z.string(),
    since: time.nullable().meta({ description: 'Since when something differs.' }),
    lookedAt: time.nullable(),
    defined: counted,
    there: counted,
    running: counted.meta({ description: 'Machines and instances that run; nodes of clusters are not counted.' }),
    steps: counted,
    waiting: counted,
    alerts: counted,
    budget: budget.nullable(),
    ending: ending.nullable(),
  })
  .meta({ id: 'ComputesOfProject' }) satisfies z.ZodType<ComputesLine>;

export const shownComputes = z.strictObject({
  project: z.string(),
  title: z.string(),
  timeZone: z.string(),
  active: z.boolean(),
  hibernated: z.boolean(),
  lookedAt: time.nullable().meta({ description: 'When what is shown was seen; null when nobody has looked yet.' }),
  problem: z
    .string()
    .nullable()
    .meta({ description: 'Why Azure could not be looked at now: then this is what the last run saw.' }),
  state: z.enum([...computeStates, 'unseen']),
  budget: budget.nullable().meta({ description: 'As the last look found it; null without a budget.' }),
  ending: ending
    .nullable()
    .meta({ description: 'As the last look found it; null while the project has not ended, or where they are kept.' }),
  plan: plan.nullable().meta({ description: 'Null while Azure cannot be looked at.' }),
  explanation: explanation.nullable(),
  computes: z.array(compute),
  people: z
    .record(z.string(), z.string())
    .meta({ description: 'Names of those who are assigned, by their object ids, as far as the definition has them.' }),
});
