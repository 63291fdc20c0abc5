import { packageManifest, sourceManifest } from '../../activities/transfer/places.ts';
import { filesQuery, usedByQuery } from '../../api/operations.ts';
import type { Door } from '../../domain/base/door.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { filesOnPage } from '../../domain/review/file-view.ts';
import { placeInFiles } from '../../domain/transfer/file-place.ts';
import type { ManifestStore } from '../../ports/storage.ts';
import { type FindMailPorts, findMails } from '../../use-cases/notification/find-mails.ts';
import { findUsedBy, type UsedByPorts } from '../../use-cases/operation/find-used-by.ts';
import { jsonAnswer } from '../../web/answers.ts';
import { queryOf } from '../../web/asked.ts';
import { type CallerCheck, requireRole } from '../../web/caller.ts';
import { type Handler, param } from '../../web/handler.ts';
import { findOperation } from './operations.ts';
import { refuseResearcherToRead } from './refuse-researcher.ts';

export interface PartServices extends CallerCheck, FindMailPorts {
  readonly manifests: Pick<ManifestStore, 'part'>;
}

/** GET ops/{datasets|exports}/{project}/{id}/files: the files of its newest manifest, a page at a time. */
export function listFiles(services: PartServices, door: Door): Handler {
  return async (request) => {
    const caller = await requireRole(services, request, 'Ops.Reader');
    await refuseResearcherToRead(services.projects, caller, param(request, 'project'));
    const { continuation } = queryOf(request, filesQuery);
    const operation = await findOperation(services, request, door);
    const listing = newestListing(operation);
    if (listing === undefined) return jsonAnswer(200, { of: null, count: 0, bytes: 0, items: [], continuation: null });
    const { of, manifest, count, bytes } = listing;
    const place = placeInFiles(continuation);
    const { entries, next } = await services.manifests.part(manifest, place.byte, filesOnPage);
    const items = entries.map(({ path, size, md5 }, index) => ({ number: place.number + index, path, size, md5 }));
    const goesOn = next === undefined ? null : `${place.number + items.length}.${next}`;
    return jsonAnswer(200, { of, count, bytes, items, continuation: goesOn });
  };
}

/** What people decide on, once it is frozen; what was listed at the door before that. */
function newestListing({ id, source, package: frozen }: Operation) {
  if (frozen !== undefined) return { of: 'package', manifest: packageManifest(id), ...frozen };
  return source === undefined ? undefined : { of: 'source', manifest: sourceManifest(id), ...source };
}

/** GET ops/{datasets|exports}/{project}/{id}/mails: who was told of it, who is still to be told, and who never was. */
export function showMails(services: PartServices, door: Door): Handler {
  return async (request) => {
    const caller = await requireRole(services, request, 'Ops.Reader');
    await refuseResearcherToRead(services.projects, caller, param(request, 'project'));
    const { mails, owed, ...more } = await findMails(services, await findOperation(services, request, door), caller);
    const shown = owed.map(({ about, since, times, lastAt = null, message = null, givenUpAt = null }) => {
      return { about, since, times, lastAt, message, givenUpAt };
    });
    return jsonAnswer(200, { mails, owed: shown, ...more });
  };
}

/** GET ops/datasets/{project}/{id}/used-by: the packages that were made from a version of a dataset, a part at a time. */
export function showUsedBy(services: CallerCheck & FindMailPorts & UsedByPorts): Handler {
  return async (request) => {
    const caller = await requireRole(services, request, 'Ops.Reader');
    await refuseResearcherToRead(services.projects, caller, param(request, 'project'));
    const asked = queryOf(request, usedByQuery);
    const dataset = await findOperation(services, request, 'ingress');
    const { packages: items, ...more } = await findUsedBy(services, dataset, asked);
    return jsonAnswer(200, { items, ...more });
  };
}
