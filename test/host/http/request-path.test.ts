import { expect, test } from 'vitest';
import { routedPath } from '../../../local/host/http/request-path.ts';

/** Each row was seen on Kestrel of ASP.NET Core 10. */
test.each([
  ['/one/a%2Fb', ['one', 'a%2Fb']],
  ['/one/a%2fb', ['one', 'a%2fb']],
  ['/one/a%252Fb', ['one', 'a%2Fb']],
  ['/one/a%20b', ['one', 'a b']],
  ['/one/a%zz', ['one', 'a%zz']],
  ['/one/%C3%A4', ['one', 'ä']],
  ['/one/%C3', ['one', '%C3']],
  ['/one/%C3%28', ['one', '%C3(']],
  ['/one/%E2%82', ['one', '%E2%82']],
  ['/one/a%5Cb', ['one', 'a\\b']],
  ['/one//a/', ['one', '', 'a', '']],
])('%s is unescaped as Kestrel does it', (path, segments) => {
  expect(routedPath(path)).toEqual(segments);
});

test('a path with a null character is none', () => {
  expect(routedPath('/one/a%00')).toBeUndefined();
});
