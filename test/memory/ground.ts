import type { Mail } from '../../src/ports/mail.ts';
import type { Ground, ReleaseAccount, WorldMail } from '../activities/ground.ts';
import { noHook } from './hook.ts';
import { settled } from './time.ts';
import { MemoryWorld } from './world.ts';

/** A whole deployment in memory for tests that let time go by themselves. All of them see the same chance. */
export function memoryGround(releaseAccount: ReleaseAccount): Ground {
  // Flows are told that time has gone by when all is settled, so nothing in a step may wait for it.
  const { ports, knobs, storage, inbox, time } = new MemoryWorld(1, noHook, { releaseAccount, auditWait: settled });
  return {
    ports,
    knobs,
    versions: storage.versions,
    releaseAccount,
    blobUrl: (account) => `https://${account}.blob.core.windows.net`,
    container: (account, name) => storage.container(account, name),
    ofRoom: (name) => storage.container('secure', name),
    table: (name) => storage.table(name),
    sealed: (name) => storage.sealed(name),
    async putRaw({ account, container, path, content, metadata }) {
      const blob = storage.container(account, container).getBlockBlobClient(path);
      await blob.upload(content, Buffer.byteLength(content), { metadata });
    },
    async lease({ account, container, path }) {
      const lease = await storage.container(account, container).getBlobClient(path).lease();
      return () => lease.break();
    },
    mails: async () => inbox.mails.map(asReceived),
    pass: (milliseconds) => time.pass(milliseconds),
    stop: async () => undefined,
  };
}

function asReceived({ messageId, to, subject, text, html }: Mail): WorldMail {
  return { messageId: `<${messageId}>`, to: [{ address: to }], subject, text, html };
}
