import { NotFound } from '../../domain/base/errors.ts';
import { ManifestDigest, type ManifestEntry, parseManifestLine } from '../../domain/operation/manifest.ts';
import type { ListPage } from '../../ports/records.ts';
import type { ManifestStore } from '../../ports/storage.ts';
import type { BlobContainer, StoredBlockBlob } from '../base/blob-container.ts';
import { openBlob, readText } from '../base/blob-text.ts';
import { createBlob } from '../base/create-blob.ts';
import { splitLines, uploadText } from '../base/line-stream.ts';
import { attempt, isMissing, serviceError } from '../base/service-error.ts';
import { KnownManifests } from './known-manifests.ts';
import { manifestPart } from './manifest-part.ts';

const asReceipt = (name: string) => ({ name: `${name}.jws`, type: 'application/jose' });
const asProof = (name: string) => ({ name: `${name}.jws.tlog`, type: 'text/plain; charset=utf-8' });

/** Keeps `{name}.ndjson` manifests and `{name}.jws` receipts in one container; a million entries stream in flat memory. */
export function blobManifests(container: BlobContainer): ManifestStore {
  const manifest = (name: string) => container.getBlockBlobClient(`${name}.ndjson`);
  const known = new KnownManifests();
  return {
    async write(name, entries) {
      const digest = new ManifestDigest();
      const written = known.begin();
      async function* lines(): AsyncGenerator<string> {
        for await (const entry of entries) yield written.add(digest.add(entry));
      }
      await attempt(`write the manifest ${name}`, () => uploadText(manifest(name), lines(), 'application/x-ndjson'));
      const summary = digest.summary();
      written.end(summary.digest);
      return summary;
    },
    async *read(name, digest): AsyncGenerator<ManifestEntry> {
      let number = 0;
      for await (const line of known.text(digest) ?? splitLines(await download(manifest(name), name))) {
        number += 1;
        yield parseManifestLine(line, number);
      }
    },
    part: (name, from, most) => manifestPart(manifest(name), { name, from, most }),
    async writeReceipt(name, jws) {
      const made = await createBlob(container, { ...asReceipt(name), content: jws }, `write the receipt ${name}`);
      const standing = made ? jws : await this.readReceipt(name);
      if (standing === undefined) throw new Error(`The receipt ${name} stood a moment ago, and is gone`);
      return standing;
    },
    async writeReceiptProof(name, text) {
      await createBlob(container, { ...asProof(name), content: text }, `write the proof of ${name}`);
    },
    readReceiptProof: (name) => textOf(container, asProof(name).name, `read the proof of the receipt ${name}`),
    receiptNames: (operationId) =>
      attempt(`list the receipts of ${operationId}`, () => receiptNames(container, operationId)),
    receiptPage: (continuation) => attempt('list the receipts', () => receiptPage(container, continuation)),
    readReceipt: (name) => textOf(container, asReceipt(name).name, `read the receipt ${name}`),
  };
}

async function textOf(container: BlobContainer, name: string, tried: string): Promise<string | undefined> {
  return (await attempt(tried, () => readText(container.getBlobClient(name))))?.text;
}

async function receiptNames(container: BlobContainer, operationId: string): Promise<string[]> {
  const names: string[] = [];
  for await (const blob of container.listBlobsFlat({ prefix: `${operationId}-` })) names.push(...receiptIn(blob));
  return names;
}

async function receiptPage(container: BlobContainer, continuation: string | undefined): Promise<ListPage<string>> {
  const pages = container.listBlobsFlat().byPage(continuation === undefined ? {} : { continuationToken: continuation });
  const { value, done } = await pages.next();
  if (done) return { items: [] };
  const items = value.segment.blobItems.flatMap(receiptIn);
  const next = value.continuationToken;
  return next === undefined || next === '' ? { items } : { items, continuation: next };
}

/** The name of the receipt that a blob is, if it is one. */
function receiptIn({ name }: { readonly name: string }): string[] {
  return name.endsWith('.jws') ? [name.slice(0, -'.jws'.length)] : [];
}

async function download(blob: StoredBlockBlob, name: string): Promise<NodeJS.ReadableStream> {
  try {
    return (await openBlob(blob)).body;
  } catch (error) {
    if (isMissing(error)) throw new NotFound(`There is no manifest ${name}`, { cause: error });
    throw serviceError(`read the manifest ${name}`, error);
  }
}
