import { z } from 'zod';
import type { Problem } from '../../domain/base/errors.ts';
import { type ProblemCode, problems } from '../problems.ts';

export const ruleProblem = z
  .strictObject({ rule: z.string(), path: z.string().nullable(), value: z.string(), message: z.string() })
  .meta({
    id: 'RuleProblem',
    description: 'A rule that was broken, where, by which value, and what to do.',
  }) satisfies z.ZodType<Problem>;

const urn = (code: ProblemCode) => `urn:sallyport:${code}` as const;

/** Problem details (RFC 9457): a refusal by one of these codes. */
export function problemOf([first, ...others]: readonly [ProblemCode, ...ProblemCode[]]) {
  return z.strictObject({
    type: z.enum([urn(first), ...others.map(urn)]),
    title: z.string(),
    status: z.literal(problems[first].status),
    detail: z.string(),
    instance: z.string().meta({ description: 'Names the request in the log.' }),
    problems: z.array(ruleProblem).optional(),
  });
}
