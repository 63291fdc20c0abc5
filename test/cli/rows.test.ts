import { afterEach, describe, expect, test, vi } from 'vitest';
import { rows } from '../../src/cli/commands/all.ts';
import { routes } from '../../src/cli/routes.ts';
import { run } from '../../src/cli/run.ts';
import { partsOf } from '../../src/cli/usage.ts';
import { quietSurroundings } from './surroundings.ts';

const wordsOf = (usage: string) => usage.split(' ').filter((part) => /^\w/.test(part));
/** The words that a shell makes of a line. */
const shellWords = (line: string) => Array.from(line.matchAll(/"([^"]*)"|\S+/g), ([whole, quoted]) => quoted ?? whole);
const examples = rows.flatMap((row) =>
  row.examples.map((example) => [...wordsOf(row.usage), ...shellWords(example.replace(/ >.*/, ''))]),
);

/** An app that knows of nothing, and what it was asked. */
function emptyApp() {
  const refusal = { type: 'urn:sallyport:not-found', title: 'Not found', status: 404, detail: 'Nothing is there' };
  const asked = vi.spyOn(globalThis, 'fetch').mockImplementation(async () => Response.json(refusal, { status: 404 }));
  return asked.mock.calls;
}
afterEach(() => vi.restoreAllMocks());

/** The description of the route that such a request reaches. */
function routeOf(method: string | undefined, path: string) {
  const form = (of: string) => new RegExp(`^/api/${of.replaceAll(/\{\w+\}/g, '[^/]+')}$`);
  return Object.values(routes).find((route) => route.methods[0] === method && form(route.path).test(path));
}

describe.each(rows.map((row) => [row.usage, row] as const))('%s', (usage, { words = {} }) => {
  const [taken, options] = partsOf(usage, words);
  const known = [...taken.map((one) => one.name()), ...options.map((one) => one.attributeName())];

  test('explains what it takes, and nothing else', () => {
    const unexplained = [...taken, ...options].filter(({ description }) => description === '');
    expect(unexplained).toEqual([]);
    expect(Object.keys(words).filter((name) => !known.includes(name))).toEqual([]);
  });

  const [first = []] = examples.filter((typed) => typed.join(' ').startsWith(wordsOf(usage).join(' ')));
  const needed = [...taken.filter(({ required }) => required), ...options.filter(({ mandatory }) => mandatory)];
  const wrong: readonly (readonly [what: string, words: readonly string[]])[] = [
    ['an option that there is not', [...first, '--nonsense']],
    ['an option without its value', [...first, '--url']],
    ...(taken.some(({ variadic }) => variadic)
      ? []
      : [['a word too many', [...first, ...taken.map(() => 'more'), 'more']] as const]),
    ...(needed.length === 0 ? [] : [['nothing of what it needs', wordsOf(usage)] as const]),
  ];

  test.each(wrong)('ends with 2 for %s, and asks nobody', async (_, typed) => {
    const requests = emptyApp();
    const environment = { SALLYPORT_URL: 'https://app.example.org', SALLYPORT_TOKEN: 'secret' };
    const { surroundings, written } = quietSurroundings({ environment });
    expect(await run(['--yes', ...typed], surroundings)).toBe(2);
    expect(written().out).toBe('');
    expect(written().err).toMatch(/^error: /);
    expect(requests).toEqual([]);
  });
});

test.each(examples.map((words) => [words.join(' '), words] as const))(
  '%s can be typed, and asks only what is described',
  async (_, words) => {
    const requests = emptyApp();
    const environment = { SALLYPORT_URL: 'https://app.example.org', SALLYPORT_TOKEN: 'secret' };
    const { surroundings, written } = quietSurroundings({ environment });
    await run([...words, '--yes'], surroundings).catch((error) => error);
    expect(written().err).not.toContain('error:');
    for (const [address, request] of requests) {
      const url = new URL(String(address));
      const route = routeOf(request?.method, url.pathname);
      const body: unknown = request?.body === undefined ? undefined : JSON.parse(String(request.body));
      expect(route?.query?.safeParse(Object.fromEntries(url.searchParams)).error).toBeUndefined();
      expect(route?.body?.safeParse(body).error).toBeUndefined();
      expect({ route: route?.path, query: url.search !== '', body: body !== undefined }).toEqual({
        route: expect.any(String),
        query: url.search !== '' && route?.query !== undefined,
        body: body !== undefined && route?.body !== undefined,
      });
    }
  },
);
