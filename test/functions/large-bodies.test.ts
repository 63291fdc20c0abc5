import { ReadableStream } from 'node:stream/web';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aReview, type RunningApp, startApp } from './running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.stop());

const megabyte = new Uint8Array(1024 * 1024);
const form = { 'content-type': 'application/x-www-form-urlencoded' };

/** Sends 80 MB without saying how much it is, and gives the answer with the megabytes that left this side until it came. */
async function send(method: string, path: string, headers: Record<string, string>) {
  let sent = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (sent === 80) return controller.close();
        sent += 1;
        controller.enqueue(megabyte);
        await new Promise(setImmediate);
      },
    },
    { highWaterMark: 0 },
  );
  const response = await fetch(`${app.url}${path}`, { method, body, duplex: 'half', headers });
  return { status: response.status, sent };
}

describe('80 MB that somebody sends', () => {
  it('to the link of a review without a session is refused before it has come', async () => {
    const { links } = await aReview(app);
    const answer = await send('POST', links.ada, { ...form, origin: app.url });
    expect(answer.status).toBe(413);
    expect(answer.sent).toBeLessThan(80);
  });

  it.each([
    ['a decision at a link that was never sent', 'POST', `/api/review/${'A'.repeat(43)}`, 413],
    ['a sweep', 'POST', '/api/ops/sweep', 401],
    ['a project', 'PUT', '/api/ops/projects/heart-study', 401],
  ])('without a session as %s are refused before they have come', async (_what, method, path, status) => {
    const answer = await send(method, path, { ...form, origin: app.url });
    expect(answer.status).toBe(status);
    expect(answer.sent).toBeLessThan(80);
  });

  it('as the definition of a project are refused, whoever sends them', async () => {
    const authorization = `Bearer ${await app.token('otto')}`;
    const answer = await send('PUT', '/api/ops/projects/heart-study', { authorization, 'if-none-match': '*' });
    expect(answer.status).toBe(413);
    expect(answer.sent).toBeLessThan(80);
  });
});
