import type { QueueConnection } from '../blob/connection.ts';
import type { StorageToken } from '../blob/managed-identity.ts';
import { StorageRefusal, version } from '../blob/storage-rest.ts';
import type { Clock } from '../clock.ts';

/** A message that was taken from a queue and is hidden from others until it is deleted or its time is over. */
export interface QueueMessage {
  id: string;
  popReceipt: string;
  text: string;
  /** How often it was taken, this time included. */
  dequeueCount: number;
  insertionTime: string;
  expirationTime: string;
  nextVisibleTime: string;
}

/** The requests that a queue trigger sends to storage. */
export interface QueueRest {
  /** Get Messages: at most `count`, hidden for so many seconds. A queue that does not exist holds none. */
  take(queue: string, count: number, seconds: number): Promise<QueueMessage[]>;
  /** Update Message: hides it for so many seconds from now; gives the receipt that holds from now on. */
  hide(queue: string, message: QueueMessage, seconds: number): Promise<string>;
  remove(queue: string, message: QueueMessage): Promise<void>;
  /** Put Message with its text as it is; makes the queue when it is missing. */
  put(queue: string, text: string): Promise<void>;
}

/** Speaks to the queues of a connection as its identity. */
export function queueRest(
  { queueServiceUri, clientId }: QueueConnection,
  token: StorageToken,
  clock: Clock,
): QueueRest {
  const send = async (path: string, method: string, body?: string): Promise<Response> =>
    fetch(`${queueServiceUri}/${path}`, {
      method,
      headers: {
        authorization: `Bearer ${await token(clientId)}`,
        'x-ms-version': version,
        'x-ms-date': new Date(clock.now()).toUTCString(),
      },
      ...(body === undefined ? {} : { body }),
    });
  const refused = (what: string, { status }: Response) => new StorageRefusal(what, status);
  const placeOf = (queue: string, { id, popReceipt }: QueueMessage) =>
    `${queue}/messages/${id}?popreceipt=${encodeURIComponent(popReceipt)}`;
  return {
    async take(queue, count, seconds) {
      const response = await send(`${queue}/messages?numofmessages=${count}&visibilitytimeout=${seconds}`, 'GET');
      if (response.status === 404) return [];
      if (!response.ok) throw refused(`Get Messages of ${queue}`, response);
      return messagesIn(await response.text());
    },
    async hide(queue, message, seconds) {
      const body = messageXml(message.text);
      const response = await send(`${placeOf(queue, message)}&visibilitytimeout=${seconds}`, 'PUT', body);
      if (!response.ok) throw refused(`Update Message of ${queue}`, response);
      return response.headers.get('x-ms-popreceipt') ?? message.popReceipt;
    },
    async remove(queue, message) {
      const response = await send(placeOf(queue, message), 'DELETE');
      if (!response.ok && response.status !== 404) throw refused(`Delete Message of ${queue}`, response);
    },
    async put(queue, text) {
      let response = await send(`${queue}/messages`, 'POST', messageXml(text));
      if (response.status === 404) {
        const made = await send(queue, 'PUT');
        if (!made.ok && made.status !== 409) throw refused(`Create Queue ${queue}`, made);
        response = await send(`${queue}/messages`, 'POST', messageXml(text));
      }
      if (!response.ok) throw refused(`Put Message to ${queue}`, response);
    },
  };
}

function messageXml(text: string): string {
  return `<QueueMessage><MessageText>${escaped(text)}</MessageText></QueueMessage>`;
}

/** The messages of an answer; the service writes one element for each field, and escapes texts. */
function messagesIn(xml: string): QueueMessage[] {
  return [...xml.matchAll(/<QueueMessage>(.*?)<\/QueueMessage>/gs)].map(([, inner = '']) => {
    const field = (name: string) => unescaped(new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(inner)?.[1] ?? '');
    return {
      id: field('MessageId'),
      popReceipt: field('PopReceipt'),
      text: field('MessageText'),
      dequeueCount: Number(field('DequeueCount')),
      insertionTime: field('InsertionTime'),
      expirationTime: field('ExpirationTime'),
      nextVisibleTime: field('TimeNextVisible'),
    };
  });
}

const entities: Readonly<Record<string, string>> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
};

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function unescaped(text: string): string {
  return text
    .replaceAll(/&#(x[0-9a-f]+|\d+);/gi, (_, code: string) =>
      String.fromCodePoint(/^x/i.test(code) ? Number.parseInt(code.slice(1), 16) : Number(code)),
    )
    .replaceAll(/&(?:amp|lt|gt|quot|apos);/g, (entity) => entities[entity] ?? entity);
}
