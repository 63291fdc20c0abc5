import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { BlobItem, BlobServiceClient } from '@azure/storage-blob';
import type { LocalReply } from '../server.ts';
import { escapeXml } from './storage-answer.ts';
import { type RequestHead, StorageRefusal, type StorageRequest } from './storage-request.ts';

/** Where deleted blobs lie in Azurite; no identity has a role on it. */
const deletedContainer = 'laptop-deleted';

const doors: readonly string[] = ['public/ingress', 'secure/exports'];

/**
 * Soft delete at the two doors, which Azurite does not know: what a person deletes there can be restored, and a listing with
 * `include=deleted` shows it. What Data Factory deletes is not kept here: nobody on a laptop restores it, and each file would be copied
 * once more. Sources: Microsoft's "Soft delete for blobs", "Undelete Blob" and "List Blobs".
 */
export class SoftDelete {
  readonly #account: (name: string) => BlobServiceClient;

  /** `account` gives an account of Azurite as the platform sees it. */
  constructor(account: (name: string) => BlobServiceClient) {
    this.#account = account;
  }

  /** Keeps what a person deletes, and answers what restores it; undefined for anything else. Throws StorageRefusal. */
  async handle(asked: StorageRequest, head: RequestHead, byPerson: boolean): Promise<LocalReply | undefined> {
    const { account, place, action } = asked;
    if (!doors.includes(`${account}/${place}`)) return undefined;
    const name = head.path.split('/').slice(2).join('/');
    if (action === 'DeleteBlob' && byPerson) await this.#keep(account, place, name);
    return action === 'UndeleteBlob' ? await this.#restore(account, place, name) : undefined;
  }

  /** A listing with the deleted blobs behind the others, where it asks for them. */
  async listed(asked: StorageRequest, { query }: RequestHead, reply: LocalReply): Promise<LocalReply> {
    const { account, place, action } = asked;
    const include = (query.get('include') ?? '').split(',');
    const isFirst = query.get('marker') === null;
    if (action !== 'ListBlobs' || !include.includes('deleted') || !isFirst) return reply;
    if (!doors.includes(`${account}/${place}`) || !(reply.body instanceof Readable)) return reply;
    const { 'content-length': _length, ...headers } = reply.headers ?? {};
    const kept = await this.#kept(account, `${place}/${query.get('prefix') ?? ''}`);
    const shown = kept.map((blob) => deletedXml(blob, blob.name.slice(place.length + 1))).join('');
    const body = (await text(reply.body)).replace(/<Blobs\s*\/>/, '<Blobs></Blobs>');
    return { ...reply, headers, body: body.replace('</Blobs>', `${shown}</Blobs>`) };
  }

  async #kept(account: string, prefix: string): Promise<BlobItem[]> {
    const container = this.#account(account).getContainerClient(deletedContainer);
    if (!(await container.exists())) return [];
    const kept: BlobItem[] = [];
    for await (const blob of container.listBlobsFlat({ prefix })) kept.push(blob);
    return kept;
  }

  async #keep(account: string, place: string, name: string): Promise<void> {
    const service = this.#account(account);
    const source = service.getContainerClient(place).getBlobClient(name);
    if (!(await source.exists())) return;
    const container = service.getContainerClient(deletedContainer);
    await container.createIfNotExists();
    await (await container.getBlobClient(`${place}/${name}`).beginCopyFromURL(source.url)).pollUntilDone();
  }

  async #restore(account: string, place: string, name: string): Promise<LocalReply> {
    const service = this.#account(account);
    const kept = service.getContainerClient(deletedContainer).getBlobClient(`${place}/${name}`);
    const there = service.getContainerClient(place).getBlobClient(name);
    if (await kept.exists()) {
      await (await there.beginCopyFromURL(kept.url)).pollUntilDone();
      await kept.delete();
    } else if (!(await there.exists())) {
      throw new StorageRefusal(404, 'BlobNotFound', 'The specified blob does not exist.');
    }
    return { status: 200, headers: { date: new Date().toUTCString() } };
  }
}

function deletedXml({ properties }: BlobItem, name: string): string {
  return [
    `<Blob><Name>${escapeXml(name)}</Name><Deleted>true</Deleted>`,
    `<Properties><Last-Modified>${properties.lastModified.toUTCString()}</Last-Modified><Etag>${escapeXml(properties.etag)}</Etag>`,
    `<Content-Length>${properties.contentLength ?? 0}</Content-Length><BlobType>BlockBlob</BlobType></Properties></Blob>`,
  ].join('');
}
