import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { type Entry, openPromise } from 'yauzl';
import { messageOf } from '../../domain/base/errors.ts';
import { LinesDigest } from '../../domain/inspection/lines-digest.ts';
import { type FoundFile, mostFiles } from '../../features/releases/domain/trace.ts';

/** A file by what it is made of, and what to call it: an archive, and `archive: path` for what is in it. */
export interface NamedFile extends FoundFile {
  readonly name: string;
}

export interface FoundFiles {
  readonly files: readonly NamedFile[];
  /** What of an archive was left out, for people. */
  readonly leftOut: readonly string[];
}

/** A bomb unpacks to more; no release is that large. */
const mostUnpacked = 100 * 2 ** 30;
const blockOfTar = 512;

/** The file and, where it is a zip, tar or gzip, each file in it. Nothing is written, and nothing is sent anywhere. */
export async function foundFiles(path: string, name: string): Promise<FoundFiles> {
  const files = new Collected(name);
  files.add(name, await sumsOf(createReadStream(path)));
  try {
    await files.unpack(path);
  } catch (error) {
    files.leftOut.push(`${name} cannot be unpacked: ${messageOf(error)}`);
  }
  return files;
}

class Collected implements FoundFiles {
  readonly files: NamedFile[] = [];
  readonly leftOut: string[] = [];
  readonly #name: string;
  #unpacked = 0;

  constructor(name: string) {
    this.#name = name;
  }

  add(name: string, sums: FoundFile): void {
    this.files.push({ name, ...sums });
  }

  async unpack(path: string): Promise<void> {
    const beginning = await beginningOf(path);
    if (beginning.subarray(0, 4).equals(Buffer.from('PK\x03\x04'))) return await this.#unzip(path);
    if (isTar(beginning)) return await this.#untar(createReadStream(path));
    if (beginning[0] !== 0x1f || beginning[1] !== 0x8b) return;
    const unpacked = () => createReadStream(path).compose(createGunzip());
    if (isTar(await firstBlock(unpacked()))) return await this.#untar(unpacked());
    await this.#take('unpacked', unpacked());
  }

  async #unzip(path: string): Promise<void> {
    const zip = await openPromise(path, { autoClose: true, lazyEntries: true, strictFileNames: false });
    for await (const entry of entriesOf(zip)) {
      if (entry.fileName.endsWith('/')) continue;
      if ((entry.generalPurposeBitFlag & 1) !== 0) this.leftOut.push(`${entry.fileName} is encrypted`);
      else if (!(await this.#take(entry.fileName, await zip.openReadStreamPromise(entry)))) return zip.close();
    }
  }

  async #untar(from: Readable): Promise<void> {
    const tar = extract();
    const fed = from.pipe(tar);
    from.on('error', (error) => fed.destroy(error));
    for await (const entry of tar)
      if (entry.header.type !== 'file') entry.resume();
      else if (!(await this.#take(entry.header.name, entry))) return void from.destroy();
  }

  /** False once there are as many as one question takes. */
  async #take(path: string, content: AsyncIterable<unknown>): Promise<boolean> {
    if (this.files.length >= mostFiles) {
      this.leftOut.push(`${this.#name} holds more than ${mostFiles - 1} files: ask about the others in parts`);
      return false;
    }
    const sums = await sumsOf(content, mostUnpacked - this.#unpacked);
    this.#unpacked += sums.size;
    this.add(`${this.#name}: ${path}`, sums);
    return true;
  }
}

async function* entriesOf(zip: Awaited<ReturnType<typeof openPromise>>): AsyncGenerator<Entry> {
  for await (const entry of zip.eachEntry()) yield entry;
}

async function sumsOf(content: AsyncIterable<unknown>, most = Number.POSITIVE_INFINITY): Promise<FoundFile> {
  const [md5, sha256, text] = [createHash('md5'), createHash('sha256'), new LinesDigest()];
  let size = 0;
  for await (const bytes of content) {
    if (!Buffer.isBuffer(bytes)) throw new TypeError('It was read as something else than bytes');
    size += bytes.length;
    if (size > most) throw new Error('It unpacks to more than any release holds');
    md5.update(bytes);
    sha256.update(bytes);
    text.take(bytes);
  }
  const lines = text.digest();
  const sums = { size, md5: md5.digest('hex'), sha256: sha256.digest('hex') };
  return lines === undefined ? sums : { ...sums, lines };
}

async function beginningOf(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(blockOfTar), 0, blockOfTar, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function firstBlock(content: Readable): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of content) {
    parts.push(part);
    if (Buffer.concat(parts).length >= blockOfTar) break;
  }
  return Buffer.concat(parts);
}

function isTar(block: Buffer): boolean {
  return block.subarray(257, 262).equals(Buffer.from('ustar'));
}
