import { z } from 'zod';
import { jsonOf } from '../domain/base/reading/json-of.ts';
import { Complaint } from './complaint.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';

const problemSchema = z.looseObject({
  type: z.string(),
  detail: z.string(),
  instance: z.string().optional(),
  problems: z.array(z.looseObject({ path: z.string().nullable(), message: z.string() })).optional(),
});

/** What a refusal of the API says to whoever typed the command, and with which code the command ends. */
export function complaintOf(status: number, text: string): Complaint {
  const parsed = problemSchema.safeParse(jsonOf(text));
  if (!parsed.success) return new Complaint(codeOf(status), `The API answered ${status}: ${text.slice(0, 200)}`);
  const { type, detail, problems = [], instance } = parsed.data;
  const advice = adviceOf[type];
  const lines = [
    `${detail}${/[.!?]$/.test(detail) ? '' : '.'}`,
    ...problems.map(({ path, message }) => `  ${path === null || path === '' ? '' : `${path}: `}${message}`),
    ...(advice === undefined ? [] : [advice]),
    ...(status >= 500 && instance !== undefined ? [`The request is ${instance} in the log.`] : []),
  ];
  return new Complaint(codeOf(status), lines.join('\n'), {
    problem: type.replace(/^urn:sallyport:/, ''),
    answer: parsed.data,
  });
}

const adviceOf: Readonly<Record<string, string>> = {
  'urn:sallyport:unauthenticated':
    'Sign in again: az login, a new token in SALLYPORT_TOKEN, or --as with a person of the laptop.',
  'urn:sallyport:role-missing': 'An administrator gives people the app roles Ops.Reader and Ops.Operator in Entra.',
};

function codeOf(status: number): ExitCode {
  return status === 401 || [502, 503, 504].includes(status) ? exitCodes.unreachable : exitCodes.refused;
}
