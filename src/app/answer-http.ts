import { answerRoute } from '../functions/base/answer-route.ts';
import { routesOf } from './routes.ts';
import type { Services } from './services.ts';

type Asked = typeof answerRoute extends (route: infer _, ...rest: infer Rest) => unknown ? Rest : never;

/** Answers a request to the route of that name. */
export type AnswerHttp = (name: string, ...asked: Asked) => ReturnType<typeof answerRoute>;

/** What answers all HTTP functions; `http-routes.json` names them, so that a start does without it. */
export function answerHttp(services: Services): AnswerHttp {
  const routes = new Map(routesOf(services).map((route) => [route.name, route]));
  return async (name, ...asked) => {
    const route = routes.get(name);
    if (route === undefined) throw new Error(`Nothing answers the route ${name}`);
    return await answerRoute(route, ...asked);
  };
}
