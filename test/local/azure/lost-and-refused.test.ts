import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listMails } from '../../../local/azure/mail.ts';
import type { RunningAzure } from '../../../local/azure/stack.ts';
import { StoragePerson } from '../../../local/people/storage-person.ts';
import { startTestAzure } from './running-azure.ts';

let azure: RunningAzure;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ azure, stop } = await startTestAzure());
});
afterAll(() => stop());

async function send(to: string, text: string): Promise<void> {
  const transport = createTransport({ host: '127.0.0.1', port: azure.smtpPort, ignoreTLS: true });
  await transport.sendMail({ from: 'a@example.org', to, subject: to, text }).finally(() => transport.close());
}

test('a mailbox that is gone is refused until it is there again, and all others get their mails as they are', async () => {
  const text = 'RCPT TO:<ada@example.org>\n.\n..\nGröße';
  azure.inbox.knobs = { ...azure.inbox.knobs, refused: ['ada@example.org'] };
  await expect(send('Ada@example.org', text)).rejects.toMatchObject({ responseCode: 550 });
  await send('ben@example.org', text);
  azure.inbox.knobs = { ...azure.inbox.knobs, refused: [] };
  await send('ada@example.org', text);
  const mails = await listMails(azure.mailUrl);
  expect(mails.map((mail) => [mail.to[0]?.address, mail.text.trimEnd()])).toEqual([
    ['ben@example.org', text],
    ['ada@example.org', text],
  ]);
});

test('what a person deletes at a door can be listed and restored by who may write there', async () => {
  const exports = new StoragePerson(azure, 'researcher').container('secure', 'exports');
  const blob = exports.getBlockBlobClient('heart-study/tables/a b.csv');
  await blob.upload('abc', 3);
  await blob.delete();
  const listed = async () => {
    const found: string[] = [];
    for await (const { name, deleted } of exports.listBlobsFlat({
      prefix: 'heart-study/tables/',
      includeDeleted: true,
    }))
      found.push(`${name} ${deleted === true}`);
    return found;
  };
  expect(await listed()).toEqual(['heart-study/tables/a b.csv true']);
  await expect(
    new StoragePerson(azure, 'ada').container('secure', 'exports').getBlobClient(blob.name).undelete(),
  ).rejects.toMatchObject({ statusCode: 403 });
  await blob.undelete();
  expect(await listed()).toEqual(['heart-study/tables/a b.csv false']);
  expect((await blob.downloadToBuffer()).toString()).toBe('abc');
  await expect(exports.getBlobClient('heart-study/tables/none').undelete()).rejects.toMatchObject({ statusCode: 404 });
});
