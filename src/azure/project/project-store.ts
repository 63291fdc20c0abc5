import { createHash } from 'node:crypto';
import type { Problem } from '../../domain/base/errors.ts';
import { BrokenDefinition } from '../../domain/base/errors.ts';
import { jsonOf } from '../../domain/base/reading/json-of.ts';
import { RecentCache } from '../../domain/base/reading/recent-cache.ts';
import { inOurWords } from '../../domain/base/rule-words.ts';
import { definitionHash } from '../../domain/definition/pending-change.ts';
import { describeProblems } from '../../domain/project/definition-problems.ts';
import { type Project, projectSchema } from '../../domain/project/project.ts';
import { asStored } from '../../domain/project/stored-definition.ts';
import {
  type BrokenProject,
  ConflictError,
  type InForce,
  type ProjectStore,
  type ProjectVersion,
  type StoredProject,
} from '../../ports/records.ts';
import type { BlobContainer, ContainerBlob, StoredBlockBlob } from '../base/blob-container.ts';
import { readText } from '../base/blob-text.ts';
import { createBlob } from '../base/create-blob.ts';
import { markName } from '../base/listed-marks.ts';
import { attempt, isConflict, serviceError } from '../base/service-error.ts';
import { historyMetadata, mostKept, readHistory } from './definition-history.ts';

/** Those of the packages in review, of some kilobytes each: were they fewer, each sweep would read all of them again. */
const mostVersions = 2000;

/** Keeps each definition in force as `{project}.json`, each that was ever accepted as `{project}/{sha256 of its bytes}.json`, and each that was asked for as `….proposed.json` beside it. */
export function blobProjects(
  container: BlobContainer,
  listed: (isMarked: boolean) => void = () => undefined,
): ProjectStore {
  const recent = new LatelyRead(container, listed);
  return {
    async get(id) {
      const found = await readProject(current(container, id), id);
      if (found !== undefined && 'problems' in found) throw new BrokenDefinition(id, found.problems);
      return found;
    },
    find: (id) => readProject(current(container, id), id),
    put: (project, etag) => put(container, project, etag),
    list: () => recent.list(),
    propose: (project) =>
      keep(container, proposal(container, project.id, definitionHash(project)), JSON.stringify(project)),
    proposed: async (id, hash) =>
      (await attempt(`read the proposal ${hash} of ${id}`, () => readText(proposal(container, id, hash))))?.text,
    versions: (id, inForce) => recent.versions(id, inForce),
    version: (id, hash) => readVersion(container, id, hash),
    versionOnce: (id, hash) => recent.version(id, hash),
  };
}

/** What was read before and cannot be another one by now. */
class LatelyRead {
  readonly #container: BlobContainer;
  readonly #listedWhole: (isMarked: boolean) => void;
  readonly #inForce = new Map<string, StoredProject | BrokenProject>();
  /** Versions as they were listed while the definition with that ETag was in force: all that were in force before it are among them. */
  readonly #listed = new Map<string, { readonly inForce: string; readonly versions: readonly ProjectVersion[] }>();
  readonly #versions = new RecentCache<Promise<string | undefined>>(mostVersions);

  constructor(container: BlobContainer, listed: (isMarked: boolean) => void) {
    this.#container = container;
    this.#listedWhole = listed;
  }

  async *list(): AsyncGenerator<StoredProject | BrokenProject> {
    let isMarked = false;
    try {
      for await (const item of this.#container.listBlobsByHierarchy('/')) {
        if (item.kind !== 'blob') continue;
        isMarked ||= item.name === markName;
        const id = /^(.+)\.json$/.exec(item.name)?.[1];
        const found = id === undefined ? undefined : await this.#read(id, item.properties.etag);
        if (found !== undefined) yield found;
      }
    } catch (error) {
      throw serviceError('list the projects', error);
    }
    this.#listedWhole(isMarked);
  }

  async versions(id: string, inForce: string | undefined): Promise<readonly ProjectVersion[]> {
    const known = this.#listed.get(id);
    if (known !== undefined && known.inForce === inForce) return known.versions;
    const versions = await attempt(`list the versions of the project ${id}`, () => listVersions(this.#container, id));
    if (inForce !== undefined) this.#listed.set(id, { inForce, versions });
    return versions;
  }

  version(id: string, hash: string): Promise<string | undefined> {
    return this.#versions.get(hash, async () => {
      let isWhole = false;
      try {
        const text = await readVersion(this.#container, id, hash);
        isWhole = text !== undefined && sha256(text) === hash;
        return text;
      } finally {
        if (!isWhole) this.#versions.forget(hash);
      }
    });
  }

  /** What has the ETag that was just listed need not be read again. */
  async #read(id: string, etag: string | undefined): Promise<StoredProject | BrokenProject | undefined> {
    const known = this.#inForce.get(id);
    if (known !== undefined && etag !== undefined && bare(known.etag) === bare(etag)) return known;
    const found = await readProject(current(this.#container, id), id);
    if (found === undefined) this.#inForce.delete(id);
    else this.#inForce.set(id, found);
    return found;
  }
}

function current(container: BlobContainer, id: string): StoredBlockBlob {
  return container.getBlockBlobClient(`${id}.json`);
}

function version(container: BlobContainer, id: string, hash: string): StoredBlockBlob {
  return container.getBlockBlobClient(`${id}/${hash}.json`);
}

function proposal(container: BlobContainer, id: string, hash: string): StoredBlockBlob {
  return container.getBlockBlobClient(`${id}/${hash}.proposed.json`);
}

async function put(container: BlobContainer, project: Project, etag: string | null): ReturnType<ProjectStore['put']> {
  const { id } = project;
  const text = JSON.stringify(project);
  const hash = definitionHash(project);
  await keep(container, version(container, id, hash), text);
  const before = etag === null ? [] : await inForceUntilNow(current(container, id), etag);
  try {
    const condition = etag === null ? { ifNoneMatch: '*' } : { ifMatch: etag };
    const written = await write(current(container, id), text, condition, historyMetadata(before));
    return { value: project, ...written, hash, before: before.slice(-mostKept) };
  } catch (error) {
    if (!isConflict(error)) throw serviceError(`write the project ${id}`, error);
    const found = etag === null ? 'it exists already' : `it no longer has the ETag ${etag}`;
    throw new ConflictError(`The project ${id} was not written: ${found}`, { cause: error });
  }
}

async function readVersion(container: BlobContainer, id: string, hash: string): Promise<string | undefined> {
  const tried = `read version ${hash} of the project ${id}`;
  return (await attempt(tried, () => readText(version(container, id, hash))))?.text;
}

/** One that is there already has the same bytes, since its name is their hash. */
async function keep(container: BlobContainer, { name }: StoredBlockBlob, text: string): Promise<void> {
  await createBlob(container, { name, content: text, type: 'application/json' }, `keep the version ${name}`);
}

async function write(
  blob: StoredBlockBlob,
  text: string,
  conditions: { readonly ifNoneMatch: string } | { readonly ifMatch: string },
  metadata: Record<string, string> = {},
): Promise<{ readonly etag: string; readonly since: string }> {
  const { etag, lastModified } = await blob.upload(text, Buffer.byteLength(text), {
    conditions,
    metadata,
    blobHTTPHeaders: { blobContentType: 'application/json' },
  });
  if (etag === undefined || lastModified === undefined) throw new Error('The service gave no ETag or no time');
  return { etag, since: lastModified.toISOString() };
}

/** What is in force and what was before; empty when somebody else has changed it, as the write then fails. */
async function inForceUntilNow(blob: StoredBlockBlob, etag: string): Promise<InForce[]> {
  const stored = await attempt(`read what ${blob.name} replaces`, () => readText(blob));
  if (stored === undefined || bare(stored.etag) !== bare(etag)) return [];
  const standing = { hash: sha256(stored.text), since: stored.lastModified.toISOString() };
  return [...readHistory(stored.metadata), standing];
}

/** Callers send an ETag with or without its quotes. */
function bare(etag: string): string {
  return etag.replaceAll('"', '');
}

async function listVersions(container: BlobContainer, id: string): Promise<ProjectVersion[]> {
  const found: ProjectVersion[] = [];
  for await (const { name, properties } of container.listBlobsFlat({ prefix: `${id}/` })) {
    const hash = /\/([0-9a-f]{64})\.json$/.exec(name)?.[1];
    if (hash !== undefined) found.push({ hash, at: timeOf(name, properties).toISOString() });
  }
  return found.sort((a, b) => (a.at < b.at ? 1 : -1));
}

function timeOf(name: string, { createdOn, lastModified }: ContainerBlob['properties']): Date {
  const time = createdOn ?? lastModified;
  if (time === undefined) throw new Error(`${name} was listed without its time`);
  return time;
}

async function readProject(blob: StoredBlockBlob, id: string): Promise<StoredProject | BrokenProject | undefined> {
  const stored = await attempt(`read the project ${id}`, () => readText(blob));
  if (stored === undefined) return undefined;
  const { text, etag, lastModified } = stored;
  const hash = sha256(text);
  const parsed = parseOnce(hash, text);
  if (parsed.success && parsed.data.id === id) {
    return {
      value: parsed.data,
      etag,
      hash,
      since: lastModified.toISOString(),
      before: readHistory(stored.metadata),
    };
  }
  const problems = parsed.success ? [otherId(id, parsed.data)] : describeProblems(parsed.error, jsonOf(text));
  return { id, etag, hash, problems, raw: text };
}

/** Definitions by the hash of their bytes. Every step of every flow reads one, and few are in force. */
const parsedLately = new RecentCache<ReturnType<typeof projectSchema.safeParse>>(100);

function parseOnce(hash: string, text: string): ReturnType<typeof projectSchema.safeParse> {
  return parsedLately.get(hash, () => projectSchema.safeParse(asStored(jsonOf(text)), inOurWords));
}

function otherId(id: string, { id: value }: Project): Problem {
  return { rule: 'same-id', path: 'id', value, message: `must be ${id}, as the name under which it is stored` };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
