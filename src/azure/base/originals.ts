import type { TableName } from '../../domain/base/stored-tables.ts';
import { type CopiedPlace, partBytes } from '../../domain/overview/second-copy.ts';
import { ConflictError } from '../../ports/records.ts';
import type { CopiedContent, Original, Originals } from '../../ports/second-copy.ts';
import { AuditBlobs } from '../audit/audit-blobs.ts';
import type { BlobAccount, BlobContainer } from './blob-container.ts';
import { openBlob } from './blob-text.ts';
import { createBlob } from './create-blob.ts';
import { isOvertaken, serviceError } from './service-error.ts';
import type { Table } from './table.ts';

interface Accounts {
  readonly control: BlobAccount;
  readonly secure: BlobAccount;
  /** Past its seals, which are copied as they are. */
  table(name: TableName): Table;
}

export function storedOriginals({ control, secure, table }: Accounts): Originals {
  const container = (place: CopiedPlace) => (place === 'evidence' ? secure : control).getContainerClient(place);
  const audit = new AuditBlobs(control.getContainerClient('audit'));
  return {
    async *list(place, prefix) {
      try {
        for await (const { name, properties } of container(place).listBlobsFlat({ prefix })) {
          const { etag, lastModified } = properties;
          if (etag !== undefined && lastModified !== undefined) yield { name, etag, lastModified };
        }
      } catch (error) {
        throw serviceError(`list what is to be copied of ${place}`, error);
      }
    },
    read: (place, original) => pieces(container(place), place, original),
    async *rows(name) {
      try {
        for await (const row of table(name).listEntities()) yield `${JSON.stringify(row)}\n`;
      } catch (error) {
        throw serviceError(`read the table ${name} for the second copy`, error);
      }
    },
    putBack: (place, name, { content, metadata }) => {
      const type = name.endsWith('.json') ? 'application/json' : 'application/octet-stream';
      return createBlob(container(place), { name, content, type, metadata }, `put ${place}/${name} back`);
    },
    putLines: async (blob, at, lines) => (await audit.append(blob, at, lines)) !== undefined,
  };
}

async function* pieces(
  container: BlobContainer,
  place: CopiedPlace,
  { name, etag }: Original,
): AsyncGenerator<CopiedContent> {
  try {
    const conditions = { ifMatch: `"${etag.replaceAll('"', '')}"` };
    const { body, metadata } = await openBlob(container.getBlobClient(name), conditions);
    let chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of body) {
      const piece = Buffer.from(chunk);
      chunks.push(piece);
      bytes += piece.length;
      if (bytes < partBytes) continue;
      yield { content: Buffer.concat(chunks), metadata };
      [chunks, bytes] = [[], 0];
    }
    yield { content: Buffer.concat(chunks), metadata };
  } catch (error) {
    if (isOvertaken(error)) throw new ConflictError(`${place}/${name} changed while it was copied`, { cause: error });
    throw serviceError(`read ${place}/${name} for the second copy`, error);
  }
}
