import type { HttpResponseInit } from '@azure/functions';
import type { Orchestrations } from '../../ports/workflows.ts';
import type { Route, WebRequest } from '../../web/handler.ts';
import { answerHead } from '../../web/head.ts';
import { describeError, problemAnswer, problemPage } from '../../web/problem.ts';

/**
 * Answers a request to a route. A refusal is told as the route's kind wants it; what nobody expected goes to `failed`, and the caller gets a
 * 500 with the request's id. A page that does not name HEAD beside GET does something when it is read.
 */
export async function answerRoute(
  route: Route,
  request: WebRequest,
  workflows: Orchestrations,
  requestId: string,
  failed: (error: unknown) => void,
): Promise<HttpResponseInit> {
  const answer = () =>
    answered(route, request, workflows).catch(async (error: unknown) => {
      const told = describeError(error);
      if (told.status >= 500) failed(error);
      return route.kind === 'page'
        ? await problemPage(told, requestId, { again: addressOf(request), ...(await route.around?.(request)) })
        : problemAnswer(told, requestId);
    });
  if (request.method !== 'HEAD') return await answer();
  return await answerHead(route.kind === 'data' || route.methods.includes('HEAD'), answer);
}

async function answered(route: Route, request: WebRequest, workflows: Orchestrations): Promise<HttpResponseInit> {
  return await route.handler(request, workflows);
}

/** The address of a page that can be asked for again; a form cannot. */
function addressOf({ method, url }: WebRequest): string | undefined {
  if (method !== 'GET') return undefined;
  const { pathname, search } = new URL(url, 'https://unused.invalid');
  return `${pathname}${search}`;
}
