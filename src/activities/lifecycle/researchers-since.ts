import { z } from 'zod';
import { jsonOf } from '../../domain/base/reading/json-of.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { Listed } from '../../domain/people/people.ts';
import type { Ports } from '../../ports/ports.ts';
import type { ProjectStore, StoredProject } from '../../ports/records.ts';
import { sourceManifest } from '../transfer/places.ts';

/** Storage accounts may disagree about the time by so much: a definition that was replaced shortly before the first file still counts. */
const skew = 10_000;

/** What older rules accepted is read as far as it is needed here. */
const oldDefinition = z.object({
  people: z.object({ researchers: z.array(z.object({ oid: z.string(), email: z.string() })) }),
});

/** Everybody who is a researcher of the project, or was one in a definition that was in force at that time or later. */
export async function researchersSince(
  projects: Pick<ProjectStore, 'versionOnce' | 'versions'>,
  project: StoredProject,
  filesSince: string,
): Promise<Listed[]> {
  const { id } = project.value;
  const hashes = await hashesSince(projects, project, Date.parse(filesSince) - skew);
  hashes.delete(project.hash);
  const texts = await Promise.all([...hashes].map((hash) => projects.versionOnce(id, hash)));
  return [...project.value.people.researchers, ...texts.flatMap(researchersIn)];
}

/** The history that stands with a definition is cut after many changes; when it does not reach back far enough, all versions count. */
async function hashesSince(
  projects: Pick<ProjectStore, 'versions'>,
  { value, etag, before, ...now }: StoredProject,
  from: number,
): Promise<Set<string>> {
  const oldest = before[0] ?? now;
  if (Date.parse(oldest.since) > from)
    return new Set((await projects.versions(value.id, etag)).map(({ hash }) => hash));
  const until = [...before.slice(1), now].map(({ since }) => Date.parse(since));
  const later = before.filter((_, index) => (until[index] ?? 0) >= from);
  return new Set([...later.map(({ hash }) => hash), now.hash]);
}

/** What is no JSON was never accepted, so nobody took part by it. */
function researchersIn(text: string | undefined): Listed[] {
  const parsed = oldDefinition.safeParse(jsonOf(text ?? ''));
  return parsed.success ? parsed.data.people.researchers : [];
}

/** When the first file of a package was written, by its source manifest; at the latest when the operation began. */
export async function firstWrite({ manifests }: Pick<Ports, 'manifests'>, operation: Operation): Promise<string> {
  let first = Date.parse(operation.startedAt);
  for await (const { lastModified } of manifests.read(sourceManifest(operation), operation.source?.digest)) {
    first = Math.min(first, Date.parse(lastModified));
  }
  return new Date(first).toISOString();
}
