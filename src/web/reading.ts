import type { HttpResponseInit } from '@azure/functions';
import type { z } from 'zod';
import type { Description } from '../api/description.ts';
import type { Frozen } from '../domain/base/frozen.ts';
import type { Orchestrations } from '../ports/workflows.ts';
import { jsonAnswer } from './answers.ts';
import { queryOf } from './asked.ts';
import { type Caller, type CallerCheck, requireRole } from './caller.ts';
import type { Handler, WebRequest } from './handler.ts';

/** A route that answers a reader in JSON and changes nothing. */
export interface Readable extends Description {
  readonly access: 'Ops.Reader';
  readonly answers: { readonly 200: z.ZodType };
}

type Part<Of, Name extends string, Value> = Of extends { readonly [Key in Name]: infer _ }
  ? { readonly [Key in Name]: Value }
  : unknown;
type QueryOf<Of> = Of extends { readonly query: infer Schema extends z.ZodObject } ? z.output<Schema> : never;
type ParamsOf<Of> = Of extends { readonly params: infer Names } ? { readonly [Name in keyof Names]: string } : never;

/** Who asks, and what, as the route is described. Whoever looks starts nothing. */
export type Question<Of extends Description> = {
  readonly caller: Caller;
  readonly workflows: Pick<Orchestrations, 'newerVersion' | 'wake'>;
} & Part<Of, 'params', ParamsOf<Of>> &
  Part<Of, 'query', QueryOf<Of>>;

/** What the route answers, by its description. */
export type AnswerOf<Of extends Readable> = Frozen<z.output<Of['answers'][200]>>;

/** What a route answers to a question: the pages that show the same ask this too. */
export type Read<Services, Of extends Readable> = (services: Services, question: Question<Of>) => Promise<AnswerOf<Of>>;

/** The handler of a route that only reads. `asHttp`: the answer where it is more than the JSON of what was read. */
export function reading<Services extends CallerCheck, const Of extends Readable, Answer extends AnswerOf<Of>>(
  services: Services,
  route: Of,
  read: (services: Services, question: Question<NoInfer<Of>>) => Promise<Answer>,
  asHttp?: (answer: Answer, request: WebRequest) => HttpResponseInit,
): Handler;
export function reading<Services extends CallerCheck, Answer>(
  services: Services,
  route: Readable,
  read: (services: Services, question: Question<Readable>) => Promise<Answer>,
  asHttp: (answer: Answer, request: WebRequest) => HttpResponseInit = (answer) => jsonAnswer(200, answer),
): Handler {
  return async (request, workflows) => {
    const caller = await requireRole(services, request, route.access);
    const query = route.query && queryOf(request, route.query);
    const question = { caller, workflows, params: request.params, query };
    return asHttp(await read(services, question), request);
  };
}
