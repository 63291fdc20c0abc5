import { BlobServiceClient } from '@azure/storage-blob';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { calendarOf, type InboxMail, listMails } from '../../local/azure/mail.ts';
import { vaultClient, vaultSecrets } from '../../src/azure/base/secrets.ts';
import { smtpMailer } from '../../src/azure/notification/mailer.ts';
import { type Mail, MailRefusedForNow } from '../../src/ports/mail.ts';
import type { Secrets } from '../../src/ports/ports.ts';
import type { DataPlace } from '../../src/ports/storage.ts';
import { dataFactoryContract } from '../contract/data-factory-contract.ts';
import { type ArrivedMail, mailerContract } from '../contract/mailer-contract.ts';
import { fresh, operationId } from '../contract/samples.ts';
import { secretsContract } from '../contract/secrets-contract.ts';
import { eventually, identityCredential } from '../local/azure/running-azure.ts';
import { type RunningPorts, startPorts } from './running-ports.ts';

let running: RunningPorts;
beforeAll(async () => {
  running = await startPorts();
});
afterAll(() => running.stop());

describe('the vault', () => {
  let now = 0;
  let added = 0;
  let secrets: Secrets;
  beforeAll(() => {
    const credential = identityCredential(running.azure, 'id-control');
    const vault = vaultClient({ url: running.azure.vaultUrl, verifyChallenge: false }, credential);
    secrets = vaultSecrets(vault, () => now);
  });

  secretsContract(() => ({
    secrets,
    add(name, value) {
      added += 1;
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + added * 10_000 });
      const version = running.azure.secrets.add(name, value, 'text/plain');
      vi.useRealTimers();
      return { switch: (enabled) => running.azure.secrets.enable(name, version, enabled) };
    },
    letPass(milliseconds) {
      now += milliseconds;
    },
  }));
});

mailerContract(() => ({
  mailer: running.ports.mailer,
  inbox: async () => Promise.all((await listMails(running.azure.mailUrl)).map(arrived)),
}));

async function arrived(inboxMail: InboxMail): Promise<ArrivedMail> {
  const { messageId, to, headers, subject, text, html } = inboxMail;
  const answers = headers['in-reply-to'];
  const content = await calendarOf(running.azure.mailUrl, inboxMail);
  return {
    messageId: messageId.slice(1, -1),
    ...(answers === undefined ? {} : { follows: String(answers).slice(1, -1) }),
    to: to[0]?.address ?? '',
    ...{ subject, text, html },
    ...(content === undefined ? {} : { calendar: { method: methodOf(content), content } }),
  };
}

function methodOf(content: string): 'PUBLISH' | 'CANCEL' {
  return content.includes('METHOD:CANCEL') ? 'CANCEL' : 'PUBLISH';
}

describe('the mailer', () => {
  const mail = (): Mail => ({
    messageId: `${operationId('export')}.review@example.org`,
    about: 'decide',
    to: 'approver@example.org',
    subject: 'A package waits',
    text: 'Please look: ü ✓',
    html: '<p>Please look</p>',
  });
  const server = () => ({ host: '127.0.0.1', port: running.azure.smtpPort, from: 'Sallyport <sallyport@example.org>' });
  const noPassword = (): Promise<string> => Promise.reject(new Error('no password is needed'));

  test('sends nothing in the clear to a server that cannot do what the settings ask', async () => {
    for (const security of ['starttls', 'tls'] as const) {
      const sent = mail();
      await expect(smtpMailer({ ...server(), security }, noPassword).send(sent)).rejects.toThrow(sent.messageId);
      expect(
        (await listMails(running.azure.mailUrl)).some(({ messageId }) => messageId === `<${sent.messageId}>`),
      ).toBe(false);
    }
  });

  test('a server above its rate answers as Communication Services does, counts what it refuses, and that is a pause', async () => {
    const { inbox, mailUrl } = running.azure;
    const mailer = smtpMailer({ ...server(), security: 'none' }, noPassword);
    const sent = mail();
    inbox.knobs = { ...inbox.knobs, perMinute: 0 };
    const error = await mailer.send(sent).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(MailRefusedForNow);
    expect(String(error)).toContain('450 4.5.127 Message rejected. Excessive message rate from sender.');
    inbox.knobs = { ...inbox.knobs, perMinute: null, perHour: 1 };
    await expect(mailer.send(sent)).rejects.toThrow('4.5.127');
    inbox.knobs = { ...inbox.knobs, perHour: null };
    await mailer.send(sent);
    await expect
      .poll(async () => (await listMails(mailUrl)).filter(({ messageId }) => messageId === `<${sent.messageId}>`))
      .toHaveLength(1);
  });

  test('says which server could not be reached', async () => {
    const closed = smtpMailer({ ...server(), port: 1, security: 'none' }, noPassword);
    await expect(closed.send(mail())).rejects.toThrow('through 127.0.0.1:1');
  });
});

dataFactoryContract(() => {
  const { azure, ports, resources } = running;
  const { azurite, credential } = azure.storage;
  const account = (place: DataPlace) => (place === 'ingress' || place === 'released' ? 'public' : 'secure');
  const container = (place: DataPlace) =>
    new BlobServiceClient(`${azurite.blob}/${account(place)}`, credential).getContainerClient(place);
  return {
    factory: ports.dataFactory,
    fileLists: ports.fileLists,
    knobs: resources.factoryKnobs,
    container,
    async lease(place, path) {
      const lease = container(place).getBlobClient(path).getBlobLeaseClient();
      await lease.acquireLease(-1);
      return { break: () => lease.releaseLease() };
    },
    now: () => new Date(),
    until: eventually,
  };
});

describe('the data factory behind a lossy network', () => {
  async function prepared(): Promise<Record<string, string>> {
    const project = fresh('moved');
    const operation = operationId('ingress');
    const { azurite, credential } = running.azure.storage;
    const source = new BlobServiceClient(`${azurite.blob}/public`, credential).getContainerClient('ingress');
    await source.getBlockBlobClient(`${project}/survey/a.csv`).upload('a,b', 3);
    const listPath = `${operation}/ingress-copy-1.txt`;
    async function* lines() {
      yield 'a.csv';
    }
    await running.ports.fileLists.write('public', listPath, lines());
    return {
      operationId: operation,
      sourceFolder: `${project}/survey`,
      targetFolder: `${project}/survey/v1`,
      listPath,
    };
  }

  test('starts one run and no more when the answer is lost; looking for it finds it', async () => {
    const { dataFactory } = running.ports;
    const parameters = await prepared();
    running.azure.faults.add({
      service: 'arm',
      method: 'POST',
      path: 'createRun',
      times: 1,
      kind: 'lost-answer',
      milliseconds: 0,
    });
    await expect(dataFactory.start('ingress-copy', parameters)).rejects.toThrow('start a run of ingress-copy');
    const runs = await dataFactory.find('ingress-copy', parameters['operationId'] ?? '', new Date(Date.now() - 60_000));
    expect(runs).toHaveLength(1);
  });

  test('reads again after a lost answer and a busy service', async () => {
    const { dataFactory } = running.ports;
    const runId = await dataFactory.start('ingress-copy', await prepared());
    running.azure.faults.add({
      service: 'arm',
      method: 'GET',
      path: runId,
      times: 1,
      kind: 'lost-answer',
      milliseconds: 0,
    });
    running.azure.faults.add({
      service: 'arm',
      method: 'GET',
      path: runId,
      times: 1,
      kind: 'unavailable',
      milliseconds: 0,
    });
    expect((await dataFactory.get(runId)).runId).toBe(runId);
  });
});
