import { type Description, isChange } from './description.ts';
import { type ProblemCode, problems } from './problems.ts';

export function problemsOf(description: Description): readonly ProblemCode[] {
  const all = new Set<ProblemCode>([...commonTo(description), ...(description.problems ?? []), 'unexpected']);
  return [...all].toSorted((one, other) => problems[one].status - problems[other].status || one.localeCompare(other));
}

function commonTo(description: Description): readonly ProblemCode[] {
  const { access, kind, methods, looks } = description;
  const isForm = kind === 'page' && methods.includes('POST');
  return [
    'bad-request',
    ...(access === 'everybody' ? [] : (['unauthenticated'] as const)),
    ...(access === 'Ops.Reader' || access === 'Ops.Operator' ? (['role-missing'] as const) : []),
    ...(looks ? (['too-large'] as const) : []),
    ...(isForm ? (['forged-request', 'too-large'] as const) : []),
    ...(isChange(description) ? (['forged-request', 'conflict', 'too-large', 'key-reused'] as const) : []),
  ];
}
