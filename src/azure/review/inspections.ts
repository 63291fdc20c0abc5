import { createHash } from 'node:crypto';
import { comparePaths } from '../../domain/base/path-order.ts';
import { evidenceSchema } from '../../domain/inspection/evidence.ts';
import {
  attemptPath,
  attemptsPrefix,
  frozenFolder,
  type InspectionKey,
  inspectionPath,
  inspectionRequest,
  parseInspectionPath,
  parseViewPath,
  placesPath,
  type View,
  viewPath,
  viewsPrefix,
} from '../../domain/review/inspection.ts';
import type { FoundEvidence, InspectionRequests, InspectionResults, Inspections } from '../../ports/inspections.ts';
import type { BlobAccount, BlobContainer, ContainerBlob } from '../base/blob-container.ts';
import { openBlob, readText } from '../base/blob-text.ts';
import { createBlob, stands } from '../base/create-blob.ts';
import { isMissing, serviceError } from '../base/service-error.ts';

/** Requests, evidence, places and views in their containers of the secure account. The role reads requests, and lists and creates the others. */
export function blobInspections(secure: BlobAccount): Inspections {
  const requests = secure.getContainerClient('inspections');
  const evidence = secure.getContainerClient('evidence');
  const places = secure.getContainerClient('places');
  const views = secure.getContainerClient('views');
  return {
    open: () => openIn(requests, evidence),
    find: (exportId) => newestOf(requests, exportId),
    newest: () => newestKeys(requests),
    async request(key) {
      const found = await attemptAbout(key, 'read the request for', () =>
        readText(requests.getBlobClient(inspectionPath(key))),
      );
      if (found === undefined) throw new Error(`There is no request for ${key.exportId}`);
      return inspectionRequest.parse(JSON.parse(found.text));
    },
    async attempts(key) {
      const prefix = attemptsPrefix(key);
      const begun = await Array.fromAsync(namesOf(places, prefix), (name) => Number(name.slice(prefix.length)));
      return begun.filter(Number.isSafeInteger);
    },
    beginAttempt: (key, attempt) => create(places, key, attemptPath(key, attempt), ''),
    async writeDetail(key, file, found) {
      await create(places, key, placesPath(key, file), JSON.stringify(found));
    },
    writeEvidence: (key, found) =>
      create(evidence, key, inspectionPath(key), JSON.stringify(evidenceSchema.parse(found))),
    async markSeen(key, view) {
      await create(views, key, viewPath(key, view), '', 'note that a file was opened of');
    },
    async seenBy(key, round, oid) {
      const seen = new Set<number>();
      for await (const { file } of viewsIn(views, viewsPrefix(key, round, oid))) seen.add(file);
      return seen;
    },
    views: (key) => Array.fromAsync(viewsIn(views, frozenFolder(key))),
  };
}

async function newestKeys(requests: BlobContainer) {
  const newest = new Newest();
  for await (const blob of requests.listBlobsFlat()) newest.see(blob);
  return newest.keys();
}

/** Both lists come in the same order. */
async function* openIn(requests: BlobContainer, evidence: BlobContainer): AsyncGenerator<InspectionKey> {
  const answered = namesOf(evidence);
  let next = await answered.next();
  for await (const name of namesOf(requests)) {
    while (!next.done && comparePaths(next.value, name) < 0) next = await answered.next();
    const key = parseInspectionPath(name);
    if (key !== undefined && (next.done || next.value !== name)) yield key;
  }
  await answered.return(undefined);
}

async function newestOf(requests: BlobContainer, exportId: string): Promise<InspectionKey | undefined> {
  const newest = new Newest();
  for await (const { kind, name: project } of requests.listBlobsByHierarchy('/')) {
    if (kind === 'blob') continue;
    for await (const blob of requests.listBlobsFlat({ prefix: `${project}${exportId}/` })) newest.see(blob);
  }
  return newest.keys()[0];
}

/** Of each package the request that was written last. */
class Newest {
  readonly #seen = new Map<string, { readonly key: InspectionKey; readonly at: number }>();

  see({ name, properties }: Pick<ContainerBlob, 'name' | 'properties'>): void {
    const key = parseInspectionPath(name);
    const at = properties.lastModified?.getTime() ?? 0;
    if (key !== undefined && at >= (this.#seen.get(key.exportId)?.at ?? 0)) this.#seen.set(key.exportId, { key, at });
  }

  keys(): readonly InspectionKey[] {
    return [...this.#seen.values()].toSorted((one, other) => other.at - one.at).map(({ key }) => key);
  }
}

/** The same from the other side: the control plane lists requests and creates them. */
export function blobInspectionRequests(requests: BlobContainer): InspectionRequests {
  return {
    async ask(key, request) {
      const path = inspectionPath(key);
      const tried = 'ask for a look into';
      // It is asked again whenever a long wait begins anew. Trying to write then would be refused, and stand in storage's log as an attempt.
      if (await attemptAbout(key, tried, () => stands(requests, path))) return 'stands';
      return await create(requests, key, path, JSON.stringify(inspectionRequest.parse(request)), tried);
    },
  };
}

/** Evidence about as many files as are inspected is a quarter of this. What is larger is none, and is not read to its end. */
const mostEvidenceBytes = 4 * 1024 * 1024;

export function blobInspectionResults(secure: BlobAccount): InspectionResults {
  const evidence = secure.getContainerClient('evidence');
  const views = secure.getContainerClient('views');
  return {
    async evidence(key) {
      const bytes = await attemptAbout(key, 'read the evidence about', () =>
        readBytes(evidence, inspectionPath(key), mostEvidenceBytes),
      );
      return bytes && judged(bytes);
    },
    async opened(key, round) {
      const opened = new Map<string, number[]>();
      await attemptAbout(key, 'list what was opened of', async () => {
        for await (const { oid, file } of viewsIn(views, viewsPrefix(key, round)))
          opened.set(oid, [...(opened.get(oid) ?? []), file]);
      });
      return new Map([...opened].map(([oid, files]) => [oid, files.toSorted((one, other) => one - other)]));
    },
  };
}

/** The bytes of a blob, at most one piece more than so many; undefined when there is none. */
async function readBytes(container: BlobContainer, path: string, most: number): Promise<Buffer | undefined> {
  try {
    const { body } = await openBlob(container.getBlobClient(path));
    const pieces: Buffer[] = [];
    let bytes = 0;
    for await (const piece of body) {
      pieces.push(Buffer.from(piece));
      bytes += piece.length;
      if (bytes > most) break;
    }
    return Buffer.concat(pieces);
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

function judged(bytes: Buffer): FoundEvidence {
  const hash = createHash('sha256').update(bytes).digest('hex');
  const found = bytes.length > mostEvidenceBytes ? undefined : evidenceSchema.safeParse(jsonOf(bytes)).data;
  return found === undefined ? { kind: 'unreadable', hash } : { kind: 'evidence', evidence: found, hash };
}

/** Undefined where it is no JSON in UTF-8. */
function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** What was opened, as the names say that begin so; other names are none of ours. */
async function* viewsIn(views: BlobContainer, prefix: string): AsyncGenerator<View> {
  for await (const name of namesOf(views, prefix)) {
    const view = parseViewPath(name);
    if (view !== undefined) yield view;
  }
}

async function* namesOf(container: BlobContainer, prefix = ''): AsyncGenerator<string> {
  for await (const { name } of container.listBlobsFlat({ prefix })) yield name;
}

async function create(
  container: BlobContainer,
  key: InspectionKey,
  path: string,
  text: string,
  tried = 'write what was found in',
): Promise<'created' | 'stands'> {
  const blob = { name: path, content: text, type: 'application/json' };
  return (await createBlob(container, blob, `${tried} ${key.exportId}`)) ? 'created' : 'stands';
}

async function attemptAbout<T>(
  key: Pick<InspectionKey, 'exportId'>,
  tried: string,
  call: () => Promise<T>,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw serviceError(`${tried} ${key.exportId}`, error);
  }
}
