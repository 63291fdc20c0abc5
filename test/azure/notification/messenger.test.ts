import { dirname } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { loadCertificates } from '../../../local/azure/certificates.ts';
import { chatSecrets, listPosts } from '../../../local/azure/chat.ts';
import { type LocalReply, type LocalRequest, type RunningServer, serve } from '../../../local/azure/server.ts';
import { webhookMessenger } from '../../../src/azure/notification/messenger.ts';
import { revealedOf } from '../../../src/domain/notification/outside-view.ts';
import type { Channel } from '../../../src/domain/project/project.ts';
import { channelEvent } from '../../../src/pages/notification/channel-event.ts';
import { channelBody } from '../../../src/pages/notification/channel-text.ts';
import type { Messenger } from '../../../src/ports/mail.ts';
import { sampleOperation } from '../../domain/sample.ts';
import { type RunningPorts, startPorts } from '../running-ports.ts';

let running: RunningPorts;
let odd: RunningServer;
let answer: (request: LocalRequest) => LocalReply;
const asked: LocalRequest[] = [];
beforeAll(async () => {
  running = await startPorts();
  const { cert, key } = await loadCertificates(dirname(running.azure.caFile));
  const handle = async (request: LocalRequest) => {
    asked.push(request);
    return answer(request);
  };
  odd = await serve({ port: 0, tls: { cert, key }, handle });
});
afterAll(async () => {
  await odd.close();
  await running.stop();
});
beforeEach(() => asked.splice(0));

const id = 'exp_01K00000000000000000ABCDEF.in-review-4.abc@gate.example.org';
const operation = sampleOperation({
  door: 'export',
  state: 'in-review',
  name: 'secret-name',
  id: 'exp_01K00000000000000000ABCDEF',
});
const at = '2026-03-01T10:00:00.000Z';
const bodyFor = (channel: Channel) =>
  channelBody(channel, {
    occasion: 'in-review',
    about: revealedOf(operation),
    at,
    url: 'https://gate.example.org/api/ops',
  });
const channels = {
  teams: { name: 'team', kind: 'teams', urlSecret: chatSecrets.teams },
  webhook: { name: 'hook', kind: 'webhook', urlSecret: chatSecrets.webhook },
} as const;

/** The messenger with these secrets in place of the vault's. */
function withSecrets(secrets: Readonly<Record<string, string>>, now = at): Messenger {
  return webhookMessenger({ get: async (name) => secrets[name] ?? '' }, { now: () => new Date(now) });
}
const post = (messenger: Messenger, channel: Channel) => messenger.post({ id, channel, body: bodyFor(channel) });

describe('a message to a channel', () => {
  test.each(['teams', 'webhook'] as const)('of the kind %s is taken by what stands behind its secret', async (kind) => {
    await post(running.ports.messenger, channels[kind]);
    const found = (await listPosts(running.azure.chatUrl)).filter((one) => one.kind === kind);
    expect(found).toHaveLength(1);
    expect(JSON.stringify(found)).toContain('The package ABCDEF waits for the approvers');
    expect(JSON.stringify(found)).not.toContain('secret-name');
    expect(found[0]?.id).toBe(kind === 'webhook' ? id : '');
  });

  test('is of the form that the document of the API describes', () => {
    expect(z.strictObject(channelEvent.shape).parse(JSON.parse(bodyFor(channels.webhook)))).toMatchObject({
      type: 'package.in-review',
      data: { number: 'ABCDEF' },
    });
  });

  test('is signed as the reference of standardwebhooks signs it', async () => {
    answer = () => ({ status: 204 });
    const secrets = { 'channel-hook': odd.url, 'channel-hook-key': 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' };
    await withSecrets(secrets, '2021-02-25T15:02:10.000Z').post({
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      channel: channels.webhook,
      body: '{"test": 2432232314}',
    });
    expect(asked[0]?.headers).toMatchObject({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  test.each([
    ['a redirect', { status: 302, headers: { location: 'https://example.org/' } }, 'The channel team answered 302'],
    ['a refusal', { status: 401 }, 'The channel team answered 401'],
    ['too many requests', { status: 429 }, 'The channel team answered 429'],
    ['a broken connection', { status: 200, drop: true }, 'The channel team could not be reached: '],
  ])('that meets %s was not sent, and the error does not hold the address', async (_, reply, message) => {
    answer = () => reply;
    const sending = post(withSecrets({ [chatSecrets.teams]: `${odd.url}/hook?sig=very-secret` }), channels.teams);
    const error = await sending.catch((thrown: unknown) => thrown);
    expect(String(error)).toContain(message);
    expect(`${error} ${JSON.stringify(error)}`).not.toMatch(/very-secret|127\.0\.0\.1/);
    expect(asked).toHaveLength(1);
  });

  test.each([
    ['an address without TLS', 'http://127.0.0.1/hook'],
    ['an address with a password', 'https://user:pass@example.org/hook'],
    ['no address at all', 'later'],
  ])('is not sent to %s', async (_, secret) => {
    const sending = post(withSecrets({ [chatSecrets.teams]: secret }), channels.teams);
    await expect(sending).rejects.toThrow('The secret channel-team holds no address that begins with https://');
    expect(asked).toEqual([]);
  });

  test('of a webhook without a proper key is not sent', async () => {
    const sending = post(withSecrets({ 'channel-hook': odd.url, 'channel-hook-key': 'secret' }), channels.webhook);
    await expect(sending).rejects.toThrow('The secret channel-hook-key holds no key of a webhook');
    expect(asked).toEqual([]);
  });
});
