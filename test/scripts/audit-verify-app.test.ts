import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { verifyApp } from '../../scripts/audit/verify-app.ts';

let server: Server | undefined;
afterEach(() => server?.close());

const nothing = { ok: true, events: 0, chains: [], receipts: { verified: 0, bad: [] }, findings: [] };

/** An app that gives these answers one after the other, and the addresses and tokens that it was asked with. */
async function appWith(answers: readonly object[]) {
  const asked: string[] = [];
  server = createServer((request, response) => {
    asked.push(`${request.url} ${request.headers.authorization}`);
    const answer = answers[asked.length - 1];
    response.writeHead(answer === undefined ? 500 : 200).end(JSON.stringify(answer ?? { detail: 'no more answers' }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = Object(server.address());
  return { api: `http://127.0.0.1:${port}/api`, asked };
}

test('follows the answers of an app to the last one, and adds up what they verified', async () => {
  const first = { ...nothing, ok: false, events: 7, receipts: { verified: 2, bad: [] }, continuation: 'a+b' };
  const { api, asked } = await appWith([first, { ...nothing, receipts: { verified: 1, bad: [] } }]);
  expect(await verifyApp(api, 't')).toEqual({ ok: true, problems: [], events: 7, receipts: 3 });
  expect(asked).toEqual(['/api/ops/audit/verify Bearer t', '/api/ops/audit/verify?continuation=a%2Bb Bearer t']);
});

test('names what any of the answers found, and is not ok when the last one is not', async () => {
  const first = {
    ...nothing,
    ok: false,
    chains: [{ chain: 'heart-study', ok: false, line: 3, why: 'Line 3 was edited' }],
    continuation: 'on',
  };
  const last = { ...nothing, ok: false, findings: [{ record: 'round', key: 'exp_1', why: 'The round 1 is missing' }] };
  const { api } = await appWith([first, last]);
  expect(await verifyApp(api, 't')).toMatchObject({
    ok: false,
    problems: ['The chain heart-study: Line 3 was edited', 'The round exp_1: The round 1 is missing'],
  });
});

test('says what an app answered that does not verify, and ends where it does not get on', async () => {
  await expect(verifyApp((await appWith([])).api, 't')).rejects.toThrow('answered 500: {"detail":"no more answers"}');
  server?.close();
  const same = { ...nothing, ok: false, continuation: 'here' };
  await expect(verifyApp((await appWith([same, same])).api, 't')).rejects.toThrow('does not get on');
});
