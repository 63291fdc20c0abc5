import { describe, expect, it } from 'vitest';
import type { Description } from '../../src/api/description.ts';
import { api } from '../../src/app/api.ts';
import { acts, routeOfAct } from '../../src/domain/lifecycle/acts.ts';

const routes: readonly (readonly [string, Description])[] = Object.entries(api);

describe('the descriptions of the routes', () => {
  it.each(routes)(
    '%s: each name of its path has a schema, and nothing else has one',
    (_name, { path, params = {} }) => {
      const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys(params).toSorted()).toEqual(names.toSorted());
    },
  );

  it('describe each method of a path once', () => {
    const all = routes.flatMap(([, { methods, path }]) => methods.map((method) => `${method} ${path}`));
    expect(all).toEqual([...new Set(all)]);
  });

  it.each(routes)('%s: is told in whole sentences', (_name, { summary }) => {
    expect(summary).toMatch(/^[A-Z].*\.$/s);
  });

  it('have the path of each act at each door', () => {
    const paths = routes.map(([, { path }]) => path);
    for (const act of acts) for (const door of act.doors) expect(paths).toContain(routeOfAct(act, door));
  });
});
