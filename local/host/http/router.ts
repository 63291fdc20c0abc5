import { z } from 'zod';
import type { HostedFunction } from '../bindings.ts';
import { HostError, messageOf } from '../host-error.ts';
import { matchRoute, parseRoute, type RouteTemplate } from './route-template.ts';

/** Who may call an HTTP function: anyone, holders of a function key, holders of the master key. */
export type AuthLevel = 'anonymous' | 'function' | 'admin';

interface Route {
  fn: HostedFunction;
  template: RouteTemplate;
  methods: string[];
  authLevel: AuthLevel;
}

/** A function found for a request, with its route parameters. */
export interface RouteMatch {
  fn: HostedFunction;
  params: Record<string, string>;
  authLevel: AuthLevel;
}

const httpTrigger = z.looseObject({
  route: z.string().optional(),
  methods: z.array(z.string()).default(['GET', 'POST']),
  authLevel: z
    .string()
    .default('anonymous')
    .transform((level) => level.toLowerCase())
    .pipe(z.enum(['anonymous', 'function', 'admin'])),
});

/**
 * Finds functions by method and path below the route prefix: of those that fit the first by its name in upper case, as Azure's host does,
 * however close the template of another is.
 */
export class Router {
  readonly #routes: Route[];

  constructor(functions: readonly HostedFunction[]) {
    this.#routes = functions
      .filter((fn) => fn.trigger.type === 'httpTrigger')
      .map(toRoute)
      .sort((left, right) => (upperName(left) < upperName(right) ? -1 : 1));
  }

  /** The routes, for the start-up log. */
  list(): { name: string; route: string; methods: string[] }[] {
    return this.#routes.map(({ fn, template, methods }) => ({ name: fn.name, route: template.text, methods }));
  }

  find(method: string, path: readonly string[]): RouteMatch | undefined {
    for (const { fn, template, methods, authLevel } of this.#routes) {
      if (!methods.includes(method)) continue;
      const params = matchRoute(template, path);
      if (params) return { fn, params, authLevel };
    }
    return undefined;
  }
}

function upperName({ fn }: Route): string {
  return fn.name.toUpperCase();
}

function toRoute(fn: HostedFunction): Route {
  try {
    const { route, methods, authLevel } = httpTrigger.parse(fn.trigger.binding);
    return {
      fn,
      // A blank route is none, as in Azure.
      template: parseRoute(route?.trim() || fn.name),
      methods: methods.map((method) => method.toUpperCase()),
      authLevel,
    };
  } catch (error) {
    throw new HostError('app', `The function '${fn.name}' cannot be served: ${messageOf(error)}`);
  }
}
