import { createHmac } from 'node:crypto';
import type { ChannelMessage, Messenger } from '../../ports/mail.ts';
import type { Clock, Secrets } from '../../ports/ports.ts';
import { networkCode } from '../base/network-code.ts';

const patienceMs = 10_000;

/** Over https alone. No redirect is followed, and an answer is not read. Errors name the channel and never the address, which is a secret. */
export function webhookMessenger(secrets: Pick<Secrets, 'get'>, clock: Clock): Messenger {
  return {
    async post(message) {
      const { channel, body } = message;
      const url = addressIn(channel.urlSecret, await secrets.get(channel.urlSecret));
      const signature = channel.kind === 'webhook' ? await signed(secrets, clock, message) : {};
      const headers = { 'content-type': 'application/json; charset=utf-8', ...signature };
      const response = await fetch(url, {
        method: 'POST',
        redirect: 'manual',
        signal: AbortSignal.timeout(patienceMs),
        headers,
        body,
      }).catch((error: unknown) => {
        throw new Error(`The channel ${channel.name} could not be reached: ${networkCode(error)}`);
      });
      await response.body?.cancel().catch(() => undefined);
      if (!response.ok) throw new Error(`The channel ${channel.name} answered ${response.status}`);
    },
  };
}

function addressIn(name: string, secret: string): URL {
  const address = URL.canParse(secret.trim()) ? new URL(secret.trim()) : undefined;
  if (address?.protocol === 'https:' && address.username === '' && address.password === '') return address;
  throw new Error(
    `The secret ${name} holds no address that begins with https://. Put the address of the channel there.`,
  );
}

/** The three headers of standardwebhooks: whoever has the key can tell that the message is ours, and not an old one again. */
async function signed(
  secrets: Pick<Secrets, 'get'>,
  clock: Clock,
  { id, channel, body }: ChannelMessage,
): Promise<Record<string, string>> {
  const name = `${channel.urlSecret}-key`;
  const [, key] = /^whsec_([A-Za-z0-9+/]{32,}={0,2})$/.exec((await secrets.get(name)).trim()) ?? [];
  if (key === undefined)
    throw new Error(`The secret ${name} holds no key of a webhook: it must be whsec_ and at least 24 bytes in base64`);
  const timestamp = Math.floor(clock.now().getTime() / 1000);
  const signature = createHmac('sha256', Buffer.from(key, 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(timestamp), 'webhook-signature': `v1,${signature}` };
}
