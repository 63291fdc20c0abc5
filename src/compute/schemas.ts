import { z } from 'zod';
import { time } from '../domain/base/reading/iso-time.ts';
import { computeAction } from './domain/kinds.ts';
import { idleNotice, notice, planAlert } from './domain/notice.ts';
import type { ComputePlan } from './domain/plan.ts';
import { shownCompute } from './domain/shown.ts';
import { budgetStatus } from './domain/usage/budget.ts';
import { ofCounted } from './domain/usage/counted.ts';
import { computeOffboarding } from './domain/usage/offboarding.ts';

const action = computeAction.meta({
  id: 'ComputeAction',
  description: 'One step towards the definition, and why it is needed.',
});

export const budget = budgetStatus.meta({
  id: 'ComputeBudget',
  description: 'How many of the hours that its computes may run this month (UTC) are used.',
});

export const ending = computeOffboarding.meta({
  id: 'ComputeEnding',
  description:
    'When the computes of a project that has ended are deleted; nothing is before people were told for a week.',
});

export const plan = z
  .strictObject({
    project: z.string(),
    actions: z.array(action),
    waiting: z.array(notice),
    alerts: z.array(planAlert),
    idle: z.array(
      idleNotice.extend({
        stoppedAt: time.exactOptional().meta({ description: 'Since when it is off because it was idle.' }),
      }),
    ),
    notes: z.array(notice).meta({ description: 'What is good to know and no difference, such as an old image.' }),
    stopped: z.string().exactOptional().meta({
      description: 'Why the timer leaves the plan to an operator, but for what only switches off.',
    }),
    empty: z.literal(true).exactOptional().meta({
      description:
        'It is stopped because Azure shows nothing of what the project had; then nothing is switched off either.',
    }),
    budget: budget.exactOptional(),
    ending: ending.exactOptional(),
    digest: z.string().meta({ description: 'Names the plan: apply it by this.' }),
  })
  .meta({ id: 'ComputePlan' }) satisfies z.ZodType<ComputePlan>;

export const applied = z.strictObject({
  outcome: z.enum(['applied', 'settled', 'held', 'stopped']),
  plan,
  applied: z.array(z.strictObject({ action, error: z.string().optional() })),
  open: z.array(z.strictObject({ key: z.string(), since: time })),
});

export const compute = shownCompute
  .extend({
    starts: time.nullable().meta({ description: 'When its schedule starts it next.' }),
    stops: time.nullable(),
    since: time.nullable().meta({ description: 'Since when it differs.' }),
  })
  .meta({ id: 'Compute' });

const hours = z.number().meta({ description: 'In hours, with one digit behind the point.' });

export const computeHours = z
  .strictObject({
    project: z.string(),
    sentence: z.string(),
    budget: budgetStatus.nullable().meta({ description: 'Of this month; null where the definition names no budget.' }),
    lookedAt: time.nullable(),
    months: z
      .array(
        z.strictObject({
          month: z.string(),
          ...ofCounted(() => hours),
          missed: hours.meta({ description: 'Hours in which nobody looked, so that they count for nothing.' }),
        }),
      )
      .meta({ description: 'At most 25 months (UTC), the newest first.' }),
  })
  .meta({ id: 'ComputeHours', description: 'How long the machines and instances of a project ran, as looks showed.' });
