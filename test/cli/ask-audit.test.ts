import { afterEach, expect, test, vi } from 'vitest';
import { run } from '../../src/cli/run.ts';
import { quietSurroundings } from './surroundings.ts';

afterEach(() => vi.restoreAllMocks());

/** Asks an app for its audit that gives these answers one after the other; what was printed, and where each request went on. */
async function query(answers: readonly string[], ...words: readonly string[]) {
  const asked: (string | null)[] = [];
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (address) => {
    asked.push(new URL(String(address)).searchParams.get('continuation'));
    return new Response(answers[asked.length - 1]);
  });
  const environment = { SALLYPORT_URL: 'https://app.example.org', SALLYPORT_TOKEN: 'secret' };
  const { surroundings, written } = quietSurroundings({ environment });
  const code = await run(['audit', 'query', ...words], surroundings);
  return { code, asked, out: written().out };
}

const event = (id: string) =>
  JSON.stringify({ at: 't', project: 'p', operation: null, kind: 'k', actor: 'a', id, data: { id } });

test('an answer that goes on is followed to its end, and where it goes on is not printed', async () => {
  const answers = [`${event('1')}\n{"continuation":"c1"}\n`, `${event('2')}\n`];
  expect(await query(answers, '--json')).toEqual({
    code: 0,
    asked: [null, 'c1'],
    out: `${event('1')}\n${event('2')}\n`,
  });
  expect((await query(answers)).out).toBe('t  k  p  a  {"id":"1"}\nt  k  p  a  {"id":"2"}\n');
});

test('with a limit nothing is followed', async () => {
  const { asked, out } = await query([`${event('1')}\n{"continuation":"c1"}\n`], '--limit', '1');
  expect({ asked, out }).toEqual({ asked: [null], out: 't  k  p  a  {"id":"1"}\n' });
});

test('a table has one head, whatever number of answers it is made from', async () => {
  const answers = ['at,kind\r\nt,1\r\ncontinuation,c1,\r\n', 'at,kind\r\nt,2\r\n'];
  expect(await query(answers, '--csv')).toMatchObject({ asked: [null, 'c1'], out: 'at,kind\nt,1\nt,2\n' });
});

test('an answer that breaks off is told as one', async () => {
  const broken = new ReadableStream({
    start: (controller) => {
      controller.enqueue(new TextEncoder().encode(`${event('1')}\n`));
      controller.error(new Error('reset'));
    },
  });
  vi.spyOn(globalThis, 'fetch').mockImplementation(async () => new Response(broken));
  const environment = { SALLYPORT_URL: 'https://app.example.org', SALLYPORT_TOKEN: 'secret' };
  const { surroundings, written } = quietSurroundings({ environment });
  expect(await run(['audit', 'query'], surroundings)).toBe(3);
  expect(written().err).toMatch(/^The answer broke off \(reset\), so what was printed is not the whole\./);
});

test('a line that is cut off is the end of a broken answer', async () => {
  expect((await query([`${event('1')}\n{"at":`])).code).toBe(3);
});
