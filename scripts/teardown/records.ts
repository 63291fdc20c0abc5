import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { verifyFolder } from '../audit/verify-folder.ts';
import { ask, type Cli } from '../deploy/cli.ts';
import { type App, readReceiptKeys } from './app-state.ts';

const heads = z.object({
  items: z.array(z.object({ PartitionKey: z.string(), count: z.coerce.number(), hash: z.string() })),
});

/**
 * Copies audit and receipts of an account into a folder, with what verifies them without Azure, and verifies the copy. The account has
 * no public address, so this takes a place inside the network. Gives a sentence for each problem of the copy.
 */
export async function exportRecords(cli: Cli, app: App, account: string, folder: string): Promise<readonly string[]> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const from = ['--account-name', account, '--auth-mode', 'login'];
  for (const container of ['audit', 'manifests']) {
    const to = join(folder, container);
    mkdirSync(to, { recursive: true });
    const batch = ['--source', container, '--destination', to, '--overwrite', 'true'];
    await cli('az', ['storage', 'blob', 'download-batch', ...from, ...batch, '--output', 'none']);
  }
  writeJson(folder, 'keys.json', await readReceiptKeys(cli, app));
  const query = ['--table-name', 'heads', '--filter', "RowKey eq 'head'"];
  const { items } = await ask(cli, heads, ['storage', 'entity', 'query', ...from, ...query]);
  const positions = items.map(({ PartitionKey, count, hash }) => [PartitionKey, { count, hash }]);
  writeJson(folder, 'heads.json', Object.fromEntries(positions));
  return (await verifyFolder(folder)).problems;
}

/** Whether a folder holds a copy that was finished: a run that went on after the accounts were gone has nothing else. */
export const hasRecords = (folder: string): boolean => existsSync(join(folder, 'heads.json'));

function writeJson(folder: string, name: string, value: unknown): void {
  writeFileSync(join(folder, name), `${JSON.stringify(value)}\n`);
}
