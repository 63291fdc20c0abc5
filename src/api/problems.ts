interface ProblemFacts {
  readonly status: number;
  readonly title: string;
  /** When it comes, for whoever writes a program. */
  readonly when: string;
}

/** Every kind of refusal, by its code: the end of the `type` of its problem+json. Domain errors bring one of these codes with them. */
export const problems = {
  'bad-request': {
    status: 400,
    title: 'The request is not right',
    when: 'A parameter, a header or the body is not what the route takes; nothing was looked at and nothing changed.',
  },
  refused: {
    status: 400,
    title: 'The request is not right',
    when: 'What was sent breaks a rule. `problems` names each rule, path and value.',
  },
  unauthenticated: {
    status: 401,
    title: 'Who are you?',
    when: 'No token and no session came with the request, or one that is no good.',
  },
  'role-missing': {
    status: 403,
    title: 'Not allowed',
    when: 'The caller lacks the app role that the route asks for.',
  },
  'forged-request': {
    status: 403,
    title: 'Not allowed',
    when: 'A change by a browser session came from another site, or without the anti-forgery token of the session.',
  },
  forbidden: {
    status: 403,
    title: 'Not allowed',
    when: 'Somebody else may do it: another operator, an outsider of the project, or who sends through the door.',
  },
  'not-found': {
    status: 404,
    title: 'Not found',
    when: 'There is no such thing, or the caller may not know that there is.',
  },
  conflict: {
    status: 409,
    title: 'Not in this state',
    when: 'Somebody else changed it at the same moment, or the first request with the same Idempotency-Key is still carried out.',
  },
  'illegal-move': {
    status: 409,
    title: 'Not in this state',
    when: 'The thing is in a state in which that is not possible; the detail says what is.',
  },
  'broken-definition': {
    status: 409,
    title: 'Not in this state',
    when: 'The stored definition of the project breaks rules that came later; put one that they accept.',
  },
  'precondition-failed': {
    status: 412,
    title: 'Changed meanwhile',
    when: 'If-Match names another version than the one that stands.',
  },
  'too-large': {
    status: 413,
    title: 'Too large',
    when: 'The body is larger than the route takes.',
  },
  'key-reused': {
    status: 422,
    title: 'Another request had this key',
    when: 'The Idempotency-Key was sent within seven days with another request.',
  },
  'precondition-required': {
    status: 428,
    title: 'Say which version you change',
    when: 'Neither If-Match nor If-None-Match came with a change that needs one.',
  },
  'endings-unseen': {
    status: 428,
    title: 'Look at what it stops',
    when: 'The definition stops or ends something that whoever puts it was not shown. `problems` names all of that; the check answers what to send.',
  },
  unexpected: {
    status: 500,
    title: 'Something went wrong',
    when: 'An error of the service. Nothing is known to be lost; an operator finds it in the log under the request id of `instance`.',
  },
} as const satisfies Readonly<Record<string, ProblemFacts>>;

export type ProblemCode = keyof typeof problems;
