import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchRoute, parseRoute } from '../../../local/host/http/route-template.ts';

test.each(['admin/x', 'administrator', 'runtime/x', '/Admin'])("the route '%s' is refused, as in Azure", (route) => {
  expect(() => parseRoute(route)).toThrow("may not start with 'admin' or 'runtime'");
});

test.each(['a{b}', 'x/{y?}/z', '{*rest}/z', '{a:regex}'])("the route '%s' is refused by name", (route) => {
  expect(() => parseRoute(route)).toThrow(route);
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

/** Each row was seen on the routing of ASP.NET Core 10 behind Kestrel; undefined stands for its 404. */
const seen: [route: string, path: string, found: Record<string, string> | undefined][] = [
  ['one/{a}', 'one/a/', { a: 'a' }],
  ['one/{a}', 'one/a//', undefined],
  ['one/{a}', 'one//a', undefined],
  ['one/{a}', 'one/', undefined],
  ['one/{a}', '/one/a', undefined],
  ['two/{a}/{b}', 'two/a//b', undefined],
  ['two/{a}/{b}', 'two/a/b/', { a: 'a', b: 'b' }],
  ['one/{none:maxlength(0)?}', 'one', {}],
  ['one/{none:maxlength(0)?}', 'one/', {}],
  ['one/{none:maxlength(0)?}', 'one//', undefined],
  ['one/{none:maxlength(0)?}', 'one/mine', undefined],
  ['opt/{a?}', 'opt/', {}],
  ['opt/{a?}', 'opt//', undefined],
  ['rest/{*p}', 'rest', {}],
  ['rest/{*p}', 'rest/', {}],
  ['rest/{*p}', 'rest//', undefined],
  ['rest/{*p}', 'rest//a', undefined],
  ['rest/{*p}', 'rest/a//b', { p: 'a//b' }],
  ['rest/{*p}', 'rest/a//b//', { p: 'a//b//' }],
  ['rest/{*p}', 'rest/a/b/', { p: 'a/b/' }],
  ['rest/{*p:int}', 'rest/7', { p: '7' }],
  ['rest/{*p:int}', 'rest/a', undefined],
  ['rest/{*p:int}', 'rest', undefined],
  ['x/y', 'X/Y/', {}],
  ['x/y', 'x//y', undefined],
];

test.each(seen)("the route '%s' takes '%s' as ASP.NET does", (route, path, found) => {
  expect(matchRoute(parseRoute(route), path.split('/'))).toEqual(found);
});

const dashed = '01234567-89ab-cdef-0123-456789abcdef';
test.each([
  ['int', ['1', '2147483647', '-2147483648', '+7', ' 7 ', '0000000000000007', '-0', '\t7', '7\n']],
  ['long', ['9223372036854775807', '-9223372036854775808']],
  ['bool', ['true', 'FALSE', ' true ']],
  ['alpha', ['abC']],
  ['guid', [dashed, dashed.replaceAll('-', ''), `{${dashed}}`, `(${dashed})`, ` ${dashed} `]],
])('the constraint %s takes what ASP.NET takes', (constraint, values) => {
  const route = parseRoute(`{n:${constraint}}`);
  expect(values.filter((value) => matchRoute(route, [value]) === undefined)).toEqual([]);
});

test.each([
  ['int', ['2147483648', '-2147483649', '1.0', '\u0661', '-', '\u00a07', 'x']],
  ['long', ['9223372036854775808', '-9223372036854775809']],
  ['bool', ['1']],
  ['alpha', ['ab1', 'ä']],
  ['guid', ['x', `{${dashed}`, `(${dashed}}`]],
])('the constraint %s refuses what ASP.NET refuses', (constraint, values) => {
  const route = parseRoute(`{n:${constraint}}`);
  expect(values.filter((value) => matchRoute(route, [value]) !== undefined)).toEqual([]);
});
