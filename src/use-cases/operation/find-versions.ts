import { parseOperationId } from '../../domain/base/door.ts';
import { publishedVersion } from '../../domain/operation/made-from.ts';
import type { PublishedVersion } from '../../domain/operation/operation.ts';
import type { Register } from '../../ports/records.ts';
import { atOnce } from '../base/at-once.ts';

export interface VersionsAsked {
  readonly project: string;
  /** Part of the name of a dataset, in whatever case; empty for all. */
  readonly text: string;
  /** Where the search before ended. */
  readonly older?: string | undefined;
}

/** Newest first. */
export interface FoundVersions {
  readonly versions: readonly PublishedVersion[];
  /** Null once all were looked at. */
  readonly older: string | null;
}

/** So many are enough for one page; a part of the register that was read is given whole. */
const enough = 25;
/** So many parts of the register are read for one answer at most. */
const mostParts = 10;
const requestsAtOnce = 16;

/** The versions of a project that were published, from the newest on. Throws Refused for a place that no search gave. */
export async function findVersions(
  { list }: Pick<Register, 'list'>,
  { project, text, older }: VersionsAsked,
): Promise<FoundVersions> {
  const wanted = text.toLowerCase();
  const versions: PublishedVersion[] = [];
  let place = older;
  for (let parts = 0; parts < mostParts && versions.length < enough; parts += 1) {
    const { items, continuation } = await list('ingress', project, place);
    const published = items.flatMap((dataset) => publishedVersion(dataset) ?? []);
    versions.push(...published.filter(({ name }) => name.toLowerCase().includes(wanted)));
    place = continuation;
    if (place === undefined) break;
  }
  return { versions, older: place ?? null };
}

/** Those of the ids that are published versions of the project, in their order. */
export async function versionsWith(
  { get }: Pick<Register, 'get'>,
  project: string,
  ids: readonly string[],
): Promise<PublishedVersion[]> {
  const found = new Map<string, PublishedVersion>();
  await atOnce(
    requestsAtOnce,
    ids.filter((id) => parseOperationId(id)?.door === 'ingress'),
    async (id) => {
      const stored = await get({ project, id });
      const version = stored && publishedVersion(stored.value);
      if (version !== undefined) found.set(id, version);
    },
  );
  return ids.flatMap((id) => found.get(id) ?? []);
}
