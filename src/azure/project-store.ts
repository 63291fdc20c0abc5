import type { BlockBlobClient, ContainerClient } from '@azure/storage-blob';
import { describeProblems, type Project, projectSchema } from '../domain/project.ts';
import { ConflictError, type ProjectStore, type Stored } from '../ports/records.ts';
import { readText } from './blob-text.ts';
import { attempt, isConflict, serviceError } from './service-error.ts';

/** Keeps each project definition as `{project}.json`; the blob's ETag is the version that audits and receipts name. */
export function blobProjects(container: ContainerClient): ProjectStore {
  const blob = (id: string) => container.getBlockBlobClient(`${id}.json`);
  return {
    get: (id) => readProject(blob(id), id),
    async put(project, etag) {
      const text = JSON.stringify(project);
      try {
        const written = await blob(project.id).upload(text, Buffer.byteLength(text), {
          conditions: etag === null ? { ifNoneMatch: '*' } : { ifMatch: etag },
          blobHTTPHeaders: { blobContentType: 'application/json' },
        });
        if (written.etag === undefined) throw new Error('The service gave no ETag');
        return { value: project, etag: written.etag };
      } catch (error) {
        if (!isConflict(error)) throw serviceError(`write the project ${project.id}`, error);
        const found = etag === null ? 'it exists already' : `it no longer has the ETag ${etag}`;
        throw new ConflictError(`The project ${project.id} was not written: ${found}`, { cause: error });
      }
    },
    async *list() {
      try {
        for await (const { name } of container.listBlobsFlat()) {
          const id = /^([^/]+)\.json$/.exec(name)?.[1];
          const stored = id === undefined ? undefined : await readProject(blob(id), id);
          if (stored !== undefined) yield stored;
        }
      } catch (error) {
        throw serviceError('list the projects', error);
      }
    },
  };
}

async function readProject(blob: BlockBlobClient, id: string): Promise<Stored<Project> | undefined> {
  const stored = await attempt(`read the project ${id}`, () => readText(blob));
  if (stored === undefined) return undefined;
  const json: unknown = JSON.parse(stored.text);
  const parsed = projectSchema.safeParse(json);
  if (!parsed.success) {
    const problems = describeProblems(parsed.error, json).map(({ path, message }) => `${path ?? 'all'}: ${message}`);
    throw new Error(`The stored project ${id} no longer passes the rules: ${problems.join('; ')}`);
  }
  return { value: parsed.data, etag: stored.etag };
}
