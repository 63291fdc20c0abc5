import { type TableName, tables } from '../../domain/base/stored-tables.ts';
import { markedContainers } from '../../domain/overview/restorable.ts';
import { versionOf } from '../../domain/overview/second-copy.ts';
import type { StoreMarks } from '../../ports/stores.ts';
import type { BlobContainer } from './blob-container.ts';
import { createBlob } from './create-blob.ts';
import { markName as blobName, type ListedMarks } from './listed-marks.ts';
import { attempt, unlessMissing } from './service-error.ts';
import type { Table } from './table.ts';
import { systemPartition as partitionKey, markKey as rowKey } from './table-partitions.ts';

/** Heads first: where another mark stands and theirs does not, they were lost, and whoever wrote the marks was not merely stopped. */
const inOrder: readonly TableName[] = ['heads', ...tables.filter((name) => name !== 'heads')];

interface Mark {
  readonly place: string;
  stands(): Promise<boolean>;
  put(): Promise<unknown>;
}

/** A row `begun` in the partition of the system of each table, and a blob `_begun` in each quiet container. */
export function storeMarks(
  table: (name: TableName) => Table,
  container: (name: string) => BlobContainer,
  listed: Pick<ListedMarks, 'isListed'>,
): StoreMarks {
  const marks: readonly Mark[] = [
    ...inOrder.map((name) => tableMark(name, table(name))),
    ...markedContainers.map((name) => containerMark(`control/${name}`, container(name))),
  ];
  return {
    places: marks.map(({ place }) => place),
    async missing(since) {
      const asked = since === undefined ? marks : marks.filter(({ place }) => !listed.isListed(place, since));
      const found = await Promise.all(asked.map(async (mark) => ((await mark.stands()) ? [] : [mark.place])));
      return found.flat();
    },
    async put(places) {
      for (const mark of marks) if (places.includes(mark.place)) await mark.put();
    },
    life: () => lifeOf(container('manifests')),
  };
}

/** The mark of a container that was made anew is another one. */
async function lifeOf(container: BlobContainer): Promise<string | undefined> {
  const ask = () => container.getBlobClient(blobName).getProperties();
  const { etag, lastModified } = (await unlessMissing('look which account this is', ask)) ?? {};
  return etag === undefined || lastModified === undefined ? undefined : versionOf({ etag, lastModified });
}

function tableMark(name: TableName, table: Table): Mark {
  const read = () => unlessMissing(`look for the mark of ${name}`, () => table.getEntity(partitionKey, rowKey));
  return {
    place: `table:${name}`,
    stands: async () => (await read()) !== undefined,
    put: () => attempt(`mark ${name}`, () => table.upsertEntity({ partitionKey, rowKey }, 'Replace')),
  };
}

function containerMark(name: string, container: BlobContainer): Mark {
  return {
    place: `container:${name}`,
    stands: async () =>
      (await unlessMissing(`look for the mark of ${name}`, () => container.getBlobClient(blobName).getProperties())) !==
      undefined,
    put: () => createBlob(container, { name: blobName, content: '', type: 'text/plain' }, `mark ${name}`),
  };
}
