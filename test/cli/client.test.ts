import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { Client } from '../../src/cli/client.ts';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

const json = (status: number, body: unknown): Answer => {
  return (response) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
};
const problem = (status: number, code: string, detail: string): Answer =>
  json(status, { type: `urn:sallyport:${code}`, title: 'No', status, detail, instance: 'urn:sallyport:request:r1' });
const lost: Answer = (response) => response.destroy();
const done = json(200, { takenBack: 'chg_1' });

const clientOf = (url: string, pause: (time: number) => Promise<void> = async () => {}) =>
  new Client({ access: async () => ({ url, token: 'secret' }), key: 'k1', pause });

/** An API that gives these answers, one after the other, and what it was asked. */
async function apiThatAnswers(...answers: readonly Answer[]) {
  const asked: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    asked.push({ method, url, headers, body: await text(request) });
    (answers[asked.length - 1] ?? lost)(response, request);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const close = () =>
    new Promise<void>((done) => {
      server.closeAllConnections();
      server.close(() => done());
    });
  onTestFinished(close);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  const url = `http://localhost:${address.port}`;
  return { url, asked, close, client: clientOf(url) };
}

const change = { project: 'heart-study', id: 'chg_1' };

test('a change whose answer was lost is sent again under the same key', async () => {
  const { client, asked } = await apiThatAnswers(lost, problem(503, 'unexpected', 'Busy'), done);
  expect((await client.ask('takeBackChange', change)).body).toEqual({ takenBack: 'chg_1' });
  expect(asked.map(({ headers }) => headers['idempotency-key'])).toEqual(['k1', 'k1', 'k1']);
});

test('while the first is still at work, the repetition waits for its answer', async () => {
  const { client, asked } = await apiThatAnswers(lost, problem(409, 'conflict', 'It is being carried out'), done);
  expect((await client.ask('takeBackChange', change)).body).toEqual({ takenBack: 'chg_1' });
  expect(asked.length).toBe(3);
});

test('a refusal is told at once, with the code 1 and what the API said', async () => {
  const { client, asked } = await apiThatAnswers(problem(409, 'conflict', 'Another run is at work'));
  await expect(client.ask('takeBackChange', change)).rejects.toMatchObject({
    code: 1,
    problem: 'conflict',
    message: 'Another run is at work.',
  });
  expect(asked.length).toBe(1);
});

test.each([
  [401, 'unauthenticated', 3, /Sign in again: az login/],
  [403, 'role-missing', 1, /An administrator gives people the app roles/],
  [500, 'unexpected', 1, /The request is urn:sallyport:request:r1 in the log/],
])('a %i says what to do', async (status, code, exit, words) => {
  const { client } = await apiThatAnswers(problem(status, code, 'No'));
  const complaint = client.ask('takeBackChange', change);
  await expect(complaint).rejects.toMatchObject({ code: exit });
  await expect(complaint).rejects.toThrow(words);
});

test('what no try brought about may have been done, and it is said how to repeat it', async () => {
  const { client, asked } = await apiThatAnswers(lost, lost, lost, lost);
  const complaint = client.ask('takeBackChange', change);
  await expect(complaint).rejects.toMatchObject({ code: 3 });
  await expect(complaint).rejects.toThrow(
    /Whether it was done is not known: the same with --key k1 does it no second time/,
  );
  expect(asked.length).toBe(4);
});

test('where nobody listens nothing is tried again', async () => {
  const { url, close } = await apiThatAnswers();
  await close();
  const pauses: number[] = [];
  const client = clientOf(url, async (time) => void pauses.push(time));
  await expect(client.ask('takeBackChange', change)).rejects.toThrow(/^Nobody answers at \S+ \(ECONNREFUSED\)\. Name/);
  expect(pauses).toEqual([]);
});

test('the token follows no redirection', async () => {
  const elsewhere = await apiThatAnswers(done);
  const { client } = await apiThatAnswers(
    ...Array.from(
      { length: 4 },
      (): Answer => (response) => response.writeHead(307, { location: elsewhere.url }).end(),
    ),
  );
  await expect(client.ask('takeBackChange', change)).rejects.toMatchObject({ code: 3 });
  expect(elsewhere.asked).toEqual([]);
});

test('parts of an address are one segment each, whatever is typed', async () => {
  const { client, asked } = await apiThatAnswers(problem(404, 'not-found', 'There is no project'));
  await client.find('showProject', { project: '../../health?x=' });
  expect(asked.map(({ url }) => url)).toEqual(['/api/ops/projects/..%2F..%2Fhealth%3Fx%3D']);
});

test('an answer of another form is refused, and the wrong place is named', async () => {
  const { client } = await apiThatAnswers(json(200, { items: 'none' }));
  await expect(client.ask('listHolds', {})).rejects.toThrow(/another form than this version knows \(items: /);
});
