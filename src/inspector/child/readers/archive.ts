import { Readable } from 'node:stream';
import { gunzip } from '../archives/gzip.ts';
import { listTar } from '../archives/tar.ts';
import { canUnzip, LyingSizeError, unzip } from '../archives/unzip.ts';
import { whole } from '../archives/whole.ts';
import { tellSize, tellZip } from '../archives/zip-findings.ts';
import { listZip, mostEntries, type ZipEntry } from '../archives/zip-list.ts';
import type { Reader, Seen, SeenText } from '../reader.ts';
import { isUnsafeName } from '../unsafe-name.ts';
import { packingOf } from './magic.ts';

const mostOfName = 4096;

/** Lists the files of a zip or tar. Their names go to the checks as lines of text; their contents go nowhere. */
export const readArchive: Reader = async (file, seen) => {
  const bytes = await whole(file);
  seen.found('archive');
  seen.notChecked('type');
  // Names are told, and the files with them are named.
  seen.passed('embeddedFile', bytes.length);
  const packing = packingOf(bytes);
  if (packing === 'zip') await readZip(bytes, seen);
  if (packing === 'gzip') await readGzip(bytes, seen);
  if (packing === 'tar') await readTar(Readable.from([bytes]), seen);
};

async function readZip(bytes: Buffer, seen: Seen): Promise<void> {
  const list = listZip(bytes);
  const names = seen.text();
  for (const { name } of list.entries) tell(name, names);
  names.end();
  if (!tellZip(list, bytes.length, seen)) await tryContents(bytes, list.entries, seen);
}

/** Unpacks what is small enough by its list, keeping nothing, to find sizes that are lies and archives in the archive. */
async function tryContents(bytes: Buffer, entries: readonly ZipEntry[], seen: Seen): Promise<void> {
  for (const entry of entries.filter(canUnzip)) {
    try {
      let isFirst = true;
      for await (const chunk of unzip(bytes, entry)) {
        if (isFirst && packingOf(chunk) !== undefined) seen.found('archive-nested');
        isFirst = false;
      }
    } catch (error) {
      if (!(error instanceof LyingSizeError)) throw error;
      seen.found('archive-lies');
    }
  }
}

async function readGzip(bytes: Buffer, seen: Seen): Promise<void> {
  const contents = contentsOf(bytes, seen);
  const { value: first } = await contents.next();
  if (first === undefined) return;
  const packing = packingOf(first);
  if (packing !== undefined && packing !== 'tar') seen.found('archive-nested');
  const all = joined(first, contents);
  if (packing === 'tar') await readTar(all, seen);
  for await (const _ of all);
}

/** Unpacks until it is too much, and tells of everything else in the gzip. */
async function* contentsOf(bytes: Buffer, seen: Seen): AsyncGenerator<Buffer, undefined> {
  const names = seen.text();
  let length = 0;
  for await (const event of gunzip(bytes)) {
    if ('name' in event && event.name !== '') {
      if (isUnsafeName(event.name)) seen.found('archive-names');
      tell(event.name, names);
    }
    if ('left' in event && event.left > 0) seen.found('hidden-bytes');
    if (!('content' in event)) continue;
    yield event.content;
    length += event.content.length;
    if (tellSize(length, bytes.length, seen)) break;
  }
  names.end();
}

async function* joined(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

async function readTar(source: AsyncIterable<Buffer>, seen: Seen): Promise<void> {
  const list = seen.text();
  let count = 0;
  for await (const { name, isSpecial, head } of listTar(source)) {
    count += 1;
    if (count > mostEntries) {
      seen.found('archive-entries');
      break;
    }
    if (isSpecial || isUnsafeName(name)) seen.found('archive-names');
    tell(name, list);
    if (packingOf(head) !== undefined) seen.found('archive-nested');
  }
  list.end();
}

function tell(name: string, list: SeenText): void {
  list.line(name.slice(0, mostOfName));
}
