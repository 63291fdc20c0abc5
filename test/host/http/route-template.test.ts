import fc from 'fast-check';
import { expect, test } from 'vitest';
import { comparePrecedence, matchRoute, parseRoute } from '../../../local/host/http/route-template.ts';

test.each(['admin/x', 'administrator', 'runtime/x', '/Admin'])("the route '%s' is refused, as in Azure", (route) => {
  expect(() => parseRoute(route)).toThrow("may not start with 'admin' or 'runtime'");
});

test.each(['a{b}', 'x/{y?}/z', '{*rest}/z', '{a:regex}'])("the route '%s' is refused by name", (route) => {
  expect(() => parseRoute(route)).toThrow(route);
});

test('routes are ordered as ASP.NET orders them', () => {
  const routes = ['{*rest}', 'a/{b}', 'a', 'a/{b:int}', 'a/b', '{x}'].map(parseRoute);
  expect(routes.sort(comparePrecedence).map((route) => route.text)).toEqual([
    'a',
    'a/b',
    'a/{b:int}',
    'a/{b}',
    '{x}',
    '{*rest}',
  ]);
});

test('any two segments fill a route of two parameters', () => {
  const segment = fc.string({ minLength: 1 });
  fc.assert(
    fc.property(segment, segment, (first, second) => {
      expect(matchRoute(parseRoute('{a}/{b?}'), [first, second])).toEqual({ a: first, b: second });
      expect(matchRoute(parseRoute('{a}/{b?}'), [first])).toEqual({ a: first });
      expect(matchRoute(parseRoute('{a}/{b?}'), [first, second, 'c'])).toBeUndefined();
    }),
  );
});

test('a constraint refuses other values', () => {
  expect(matchRoute(parseRoute('{n:int}'), ['x'])).toBeUndefined();
  expect(matchRoute(parseRoute('{n:guid}'), ['7806677c-2909-4fd4-9f94-def001cf0764'])).toBeDefined();
});
