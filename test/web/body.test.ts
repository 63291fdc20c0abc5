import { ReadableStream } from 'node:stream/web';
import { describe, expect, it } from 'vitest';
import { readForm, readJson } from '../../src/web/body.ts';
import type { WebRequest } from '../../src/web/handler.ts';

/** A request whose body comes in the chunks given; `taken` tells how many were asked for, and whether the rest was given up. */
function request(chunks: Iterable<Uint8Array>, headers: Record<string, string> = {}) {
  const taken = { chunks: 0, givenUp: false };
  const iterator = chunks[Symbol.iterator]();
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const { done, value } = iterator.next();
        if (done) return controller.close();
        taken.chunks += 1;
        controller.enqueue(value);
      },
      cancel() {
        taken.givenUp = true;
      },
    },
    { highWaterMark: 0 },
  );
  const made: WebRequest = {
    method: 'POST',
    url: 'http://localhost/',
    headers: new Headers(headers),
    params: {},
    body,
  };
  return { request: made, taken };
}

function* endless(): Generator<Uint8Array> {
  for (;;) yield new Uint8Array(1024);
}

describe('a body', () => {
  it('whose length says that it is too large is not read at all', async () => {
    const { request: large, taken } = request(endless(), { 'content-length': String(80 * 1024 * 1024) });
    await expect(readForm(large)).rejects.toMatchObject({ code: 'too-large', status: 413 });
    await expect(readJson(large)).rejects.toMatchObject({ code: 'too-large', status: 413 });
    expect(taken).toEqual({ chunks: 0, givenUp: false });
  });

  it.each([
    ['a form', readForm, 16],
    ['JSON', readJson, 1024],
  ])('of %s that does not end is given up right after the limit', async (_, read, kilobytes) => {
    const { request: endlessly, taken } = request(endless());
    await expect(read(endlessly)).rejects.toThrow(`larger than the ${kilobytes} KB`);
    expect(taken).toEqual({ chunks: kilobytes + 1, givenUp: true });
  });

  it('that says less than it sends is given up all the same', async () => {
    const { request: lying, taken } = request(endless(), { 'content-length': '10' });
    await expect(readForm(lying)).rejects.toMatchObject({ code: 'too-large' });
    expect(taken.givenUp).toBe(true);
  });

  it('of exactly the limit is read', async () => {
    const text = `a=${'b'.repeat(16 * 1024 - 2)}`;
    const { request: full } = request([Buffer.from(text)], { 'content-length': String(text.length) });
    expect((await readForm(full)).get('a')).toHaveLength(16 * 1024 - 2);
  });

  it('is read whole, also where a chunk ends within a character', async () => {
    const bytes = Buffer.from('{"title":"Größe"}');
    const { request: split } = request([bytes.subarray(0, 13), bytes.subarray(13)]);
    expect(await readJson(split)).toEqual({ title: 'Größe' });
  });

  it('that is missing is an empty form, and no JSON', async () => {
    const none = { ...request([]).request, body: null };
    expect([...(await readForm(none))]).toEqual([]);
    await expect(readJson(none)).rejects.toMatchObject({ code: 'bad-request' });
  });
});
