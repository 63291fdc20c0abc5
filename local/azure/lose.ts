import { TableClient } from '@azure/data-tables';
import { BlobServiceClient } from '@azure/storage-blob';
import { tables } from '../../src/domain/base/stored-tables.ts';
import { kindsOf } from '../../src/domain/overview/stored-rows.ts';
import type { RunningAzure } from './stack.ts';

/**
 * Loses a store past everybody, as no service of Azure would: the rows of a kind (`row:register op`), a table, what lies in a container
 * (`container:control/tree`) or a secret. Gives how much was there. Throws for a place that is none.
 */
export async function loseStore(azure: Pick<RunningAzure, 'storage' | 'secrets'>, place: string): Promise<number> {
  const [kind = '', name = ''] = place.split(/:(.*)/);
  if (place === 'row:begun') return await sum(tables.map((table) => loseRows(azure, table, place)));
  if (kind === 'row') return await loseRows(azure, name.split(' ')[0] ?? '', place);
  if (kind === 'table') return await loseRows(azure, name);
  if (kind === 'container') return await loseBlobs(azure, name);
  if (kind === 'secret') return Number(azure.secrets.remove(name.split('/')[1] ?? ''));
  throw new Error(`${place} is nothing that can be lost here`);
}

async function sum(all: readonly Promise<number>[]): Promise<number> {
  return (await Promise.all(all)).reduce((count, more) => count + more, 0);
}

async function loseRows({ storage }: Pick<RunningAzure, 'storage'>, table: string, place?: string): Promise<number> {
  const { azurite, credential } = storage;
  const client = new TableClient(`${azurite.table}/control`, table, credential);
  let lost = 0;
  for await (const { partitionKey = '', rowKey = '' } of client.listEntities()) {
    if (place !== undefined && !kindsOf(table, partitionKey, rowKey).includes(place)) continue;
    await client.deleteEntity(partitionKey, rowKey);
    lost += 1;
  }
  return lost;
}

async function loseBlobs({ storage }: Pick<RunningAzure, 'storage'>, name: string): Promise<number> {
  const [account, container = ''] = name.split('/');
  const { azurite, credential } = storage;
  const client = new BlobServiceClient(`${azurite.blob}/${account}`, credential).getContainerClient(container);
  let lost = 0;
  // Some containers are made with the first blob.
  if (!(await client.exists())) return lost;
  for await (const blob of client.listBlobsFlat()) {
    await client.deleteBlob(blob.name, { deleteSnapshots: 'include' });
    lost += 1;
  }
  return lost;
}
