import { vaultSecrets } from '../../src/azure/base/secrets.ts';
import { mailerContract } from '../contract/mailer-contract.ts';
import { secretsContract } from '../contract/secrets-contract.ts';
import { noHook } from './hook.ts';
import { MemoryInbox } from './inbox.ts';
import { MemoryVault } from './vault.ts';

let now = Date.parse('2026-11-24T10:00:00Z');
const vault = new MemoryVault({ now: () => new Date(now) });
const secrets = vaultSecrets(
  async () => vault.through(noHook),
  () => now,
);
secretsContract(() => ({
  secrets,
  add(name, value) {
    now += 1;
    return vault.add(name, value);
  },
  letPass(milliseconds) {
    now += milliseconds;
  },
}));

const inbox = new MemoryInbox();
mailerContract(() => ({ mailer: inbox, inbox: async () => inbox.mails }));
