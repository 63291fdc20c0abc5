import { z } from 'zod';
import rows from './http-routes.json' with { type: 'json' };

const route = z.object({
  name: z.string(),
  methods: z.array(z.enum(['GET', 'HEAD', 'POST', 'PUT', 'DELETE'])),
  path: z.string(),
});

/** What the host has to know of an HTTP function before anybody asks it: made from the descriptions by `npm run docs`, which a start need not load. */
export type HttpRoute = z.infer<typeof route>;

export const httpRoutes: readonly HttpRoute[] = z.array(route).parse(rows);
