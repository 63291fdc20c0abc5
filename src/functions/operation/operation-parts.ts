import { packageManifest, sourceManifest } from '../../activities/transfer/places.ts';
import type { operations } from '../../api/operations.ts';
import type { Door } from '../../domain/base/door.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { filesOnPage } from '../../domain/review/file-view.ts';
import { placeInFiles } from '../../domain/transfer/file-place.ts';
import type { ManifestStore } from '../../ports/storage.ts';
import { type FindMailPorts, findMails } from '../../use-cases/notification/find-mails.ts';
import { findUsedBy, type UsedByPorts } from '../../use-cases/overview/find-used-by.ts';
import type { Read } from '../../web/reading.ts';
import { readableOperation } from './operations.ts';

export interface PartServices extends FindMailPorts {
  readonly manifests: Pick<ManifestStore, 'part'>;
}

/** GET ops/{datasets|exports}/{project}/{id}/files: the files of its newest manifest, a page at a time. */
export function listFiles(door: Door) {
  return (async (services, question) => {
    const listing = newestListing(await readableOperation(services, question, door));
    if (listing === undefined) return { of: null, count: 0, bytes: 0, items: [], continuation: null };
    const { of, manifest, count, bytes } = listing;
    const place = placeInFiles(question.query.continuation);
    const { entries, next } = await services.manifests.part(manifest, place.byte, filesOnPage);
    const items = entries.map(({ path, size, md5, role }, index) => {
      return { number: place.number + index, path, size, md5, ...(role === undefined ? {} : { role }) };
    });
    const goesOn = next === undefined ? null : `${place.number + items.length}.${next}`;
    return { of, count, bytes, items, continuation: goesOn };
  }) satisfies Read<PartServices, typeof operations.datasetFiles>;
}

/** What people decide on, once it is frozen; what was listed at the door before that. */
function newestListing(operation: Operation) {
  const { source, package: frozen } = operation;
  if (frozen !== undefined) return { of: 'package' as const, manifest: packageManifest(operation.id), ...frozen };
  return source === undefined ? undefined : { of: 'source' as const, manifest: sourceManifest(operation), ...source };
}

/** GET ops/{datasets|exports}/{project}/{id}/mails: who was told of it, who is still to be told, and who never was. */
export function showMails(door: Door) {
  return (async (services, question) => {
    const operation = await readableOperation(services, question, door);
    const { mails, owed, ...more } = await findMails(services, operation, question.caller);
    const shown = owed.map(({ about, since, times, lastAt = null, message = null, givenUpAt = null }) => {
      return { about, since, times, lastAt, message, givenUpAt };
    });
    return { mails, owed: shown, ...more };
  }) satisfies Read<PartServices, typeof operations.datasetMails>;
}

/** GET ops/datasets/{project}/{id}/used-by: the packages that were made from a version of a dataset, a part at a time. */
export const showUsedBy = (async (services, question) => {
  const dataset = await readableOperation(services, question, 'ingress');
  const { packages: items, ...more } = await findUsedBy(services, dataset, question.query);
  return { items, ...more };
}) satisfies Read<PartServices & UsedByPorts, typeof operations.usedBy>;
