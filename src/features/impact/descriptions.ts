import { z } from 'zod';
import { data } from '../../api/description.ts';
import { seenHeaderName } from '../../api/schemas/headers.ts';
import { ruleProblem } from '../../api/schemas/problem.ts';
import { changeOf } from '../../api/schemas/project.ts';
import type { Frozen } from '../../domain/base/frozen.ts';
import { changeRules } from '../../domain/definition/definition-difference.ts';
import { consequence } from './domain/consequence.ts';

const checkedDefinition = z
  .strictObject({
    ok: z.boolean().meta({ description: 'Nothing is wrong with it, and whoever asks may put it.' }),
    problems: z.array(ruleProblem),
    base: z
      .strictObject({ hash: z.string(), etag: z.string() })
      .nullable()
      .meta({ description: 'What it would replace; null where there is none.' }),
    changes: z.array(z.strictObject({ ...changeOf, rule: z.enum(changeRules), waits: z.boolean(), why: z.string() })),
    waitsForSecondOperator: z.boolean(),
    whyWaits: z.string().nullable(),
    whoMayNot: z.string().nullable().meta({ description: 'Why whoever asks may not put it.' }),
    consequences: z.array(consequence),
    endings: z
      .string()
      .nullable()
      .meta({
        description: `Sent as \`${seenHeaderName}\` when it is put, to say that what it stops or ends was seen; null where that is nothing.`,
      }),
  })
  .meta({ id: 'CheckedDefinition', description: 'What putting a definition would do.' });
export type CheckedDefinition = Frozen<z.infer<typeof checkedDefinition>>;

export const impact = {
  checkProject: data('POST', 'ops/projects/{project}/check', {
    group: 'projects',
    summary:
      'What putting a definition would do: what is wrong with it, what waits for a second operator, and what it would bring about. Changes nothing.',
    body: z.looseObject({}).meta({ description: 'A definition as PUT takes it; what is wrong with it is answered.' }),
    answers: { 200: checkedDefinition },
    looks: true,
    problems: ['forbidden'],
  }),
};
