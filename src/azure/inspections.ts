import { evidenceSchema } from '../domain/evidence.ts';
import {
  attemptPath,
  attemptsPrefix,
  type InspectionKey,
  inspectionPath,
  inspectionRequest,
  parseInspectionPath,
  placesPath,
} from '../domain/inspection.ts';
import { comparePaths } from '../domain/path-order.ts';
import type { InspectionRequests, Inspections } from '../ports/inspections.ts';
import type { BlobAccount, BlobContainer } from './blob-container.ts';
import { readText } from './blob-text.ts';
import { isConflict, serviceError, statusOf } from './service-error.ts';

/** Requests, evidence and places in their containers of the secure account. The role reads requests, and lists and creates the others. */
export function blobInspections(secure: BlobAccount): Inspections {
  const requests = secure.getContainerClient('inspections');
  const evidence = secure.getContainerClient('evidence');
  const places = secure.getContainerClient('places');
  return {
    async *open() {
      const answered = namesOf(evidence);
      let next = await answered.next();
      for await (const name of namesOf(requests)) {
        while (!next.done && comparePaths(next.value, name) < 0) next = await answered.next();
        const key = parseInspectionPath(name);
        if (key !== undefined && (next.done || next.value !== name)) yield key;
      }
      await answered.return(undefined);
    },
    async find(exportId) {
      let newest: { readonly key: InspectionKey; readonly at: number } | undefined;
      for await (const { kind, name: project } of requests.listBlobsByHierarchy('/')) {
        if (kind === 'blob') continue;
        for await (const { name, properties } of requests.listBlobsFlat({ prefix: `${project}${exportId}/` })) {
          const key = parseInspectionPath(name);
          const at = properties.lastModified?.getTime() ?? 0;
          if (key !== undefined && (newest === undefined || at >= newest.at)) newest = { key, at };
        }
      }
      return newest?.key;
    },
    async request(key) {
      const found = await attemptAbout(key, 'read the request for', () =>
        readText(requests.getBlobClient(inspectionPath(key))),
      );
      if (found === undefined) throw new Error(`There is no request for ${key.exportId}`);
      return inspectionRequest.parse(JSON.parse(found.text));
    },
    async attempts(key) {
      const prefix = attemptsPrefix(key);
      const begun: number[] = [];
      for await (const name of namesOf(places, prefix)) begun.push(Number(name.slice(prefix.length)));
      return begun.filter(Number.isSafeInteger);
    },
    beginAttempt: (key, attempt) => create(places, key, attemptPath(key, attempt), ''),
    async writePlaces(key, file, found) {
      await create(places, key, placesPath(key, file), JSON.stringify(found));
    },
    writeEvidence: (key, found) =>
      create(evidence, key, inspectionPath(key), JSON.stringify(evidenceSchema.parse(found))),
  };
}

/** The same from the other side: the control plane lists requests and creates them. */
export function blobInspectionRequests(requests: BlobContainer): InspectionRequests {
  return {
    ask: (key, request) =>
      create(
        requests,
        key,
        inspectionPath(key),
        JSON.stringify(inspectionRequest.parse(request)),
        'ask for a look into',
      ),
  };
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
  try {
    await container.getBlockBlobClient(path).upload(text, Buffer.byteLength(text), {
      conditions: { ifNoneMatch: '*' },
      blobHTTPHeaders: { blobContentType: 'application/json' },
    });
    return 'created';
  } catch (error) {
    if (isConflict(error) || (statusOf(error) === 403 && (await stands(container, path)))) return 'stands';
    throw serviceError(`${tried} ${key.exportId}`, error);
  }
}

/** Azure answers 403 to those who may only create where there is a blob, as it does where the role is missing; a listing tells the two apart. */
async function stands(container: BlobContainer, path: string): Promise<boolean> {
  for await (const name of namesOf(container, path)) return name === path;
  return false;
}

async function attemptAbout<T>(key: InspectionKey, tried: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw serviceError(`${tried} ${key.exportId}`, error);
  }
}
