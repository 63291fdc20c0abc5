import { packageManifest } from '../../activities/transfer/places.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { isSameContent } from '../../domain/review/file-change.ts';
import type { NumberedFile } from '../../domain/review/file-view.ts';
import type { EarlierPackage, ReleasedBefore } from '../../pages/review/earlier-card.ts';
import type { Register } from '../../ports/records.ts';
import type { ListingPorts } from '../operation/read-listing.ts';

export interface EarlierPorts extends ListingPorts {
  readonly register: Pick<Register, 'list'>;
}

const mostShown = 20;

/** A page must not cost more for each release that a project ever made. */
const mostReleases = 20;
const mostFiles = 50_000;

/** The newest other packages of the project, also cancelled and denied ones, in the order of the register. */
export async function otherPackages({ register }: EarlierPorts, { id, project }: Operation): Promise<Operation[]> {
  const { items } = await register.list('export', project);
  return items.filter((other) => other.id !== id);
}

export function shownPackages(others: readonly Operation[]): EarlierPackage[] {
  return others.slice(0, mostShown).map((other) => {
    const { count, bytes } = other.package ?? other.source ?? { count: 0, bytes: 0 };
    const { id: exportId, project, name, state, since: at } = other;
    return { exportId, project, name, state, at, count, bytes, wasReviewed: other.round !== undefined };
  });
}

/** Which of the files went out before with the same content, under whatever name, by the newest releases. */
export async function releasedBefore(
  { manifests }: ListingPorts,
  others: readonly Operation[],
  files: readonly NumberedFile[],
): Promise<ReleasedBefore> {
  const known = new Map(files.flatMap((file) => (file.md5 === null ? [] : [[file.md5, file] as const])));
  const marks = new Map<number, string>();
  const releases = withinReach(others.filter(({ state }) => state === 'released'));
  for (const { id } of releases)
    for await (const { size, md5 } of manifests.read(packageManifest(id))) {
      const file = md5 === null ? undefined : known.get(md5);
      if (file === undefined || !isSameContent(file, { size, md5 })) continue;
      for (const same of files) if (isSameContent(same, file) && !marks.has(same.number)) marks.set(same.number, id);
    }
  return { marks, releases: releases.length };
}

function withinReach(releases: readonly Operation[]): Operation[] {
  let files = 0;
  return releases.slice(0, mostReleases).filter((release) => {
    files += release.package?.count ?? 0;
    return files <= mostFiles;
  });
}
