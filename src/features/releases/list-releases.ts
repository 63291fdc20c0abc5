import type { HttpResponseInit } from '@azure/functions';
import { receiptKeys } from '../../activities/lifecycle/receipts.ts';
import { messageOf } from '../../domain/base/errors.ts';
import { partOf } from '../../domain/base/list-place.ts';
import type { AuditLog } from '../../ports/audit.ts';
import type { Ports } from '../../ports/ports.ts';
import type { BrokenRow } from '../../ports/records.ts';
import { atOnce } from '../../use-cases/base/at-once.ts';
import { readableProjects } from '../../use-cases/people/readable-projects.ts';
import { fileAnswer, jsonAnswer } from '../../web/answers.ts';
import { accepts, queryOf } from '../../web/asked.ts';
import type { WebRequest } from '../../web/handler.ts';
import type { AnswerOf, Read } from '../../web/reading.ts';
import { type releases, releasesQuery } from './descriptions.ts';
import { findLeft, keyOf, type Left, type LeftPorts, requestsAtOnce } from './find-left.ts';
import { periodOf } from './period.ts';
import { type Release, type ReleasePorts, readRelease } from './read-release.ts';
import { releasesCsv } from './releases-csv.ts';

export interface ReleaseListPorts
  extends Omit<ReleasePorts, 'projects'>,
    Omit<LeftPorts, keyof ReleasePorts>,
    Pick<Ports, 'projects' | 'secrets' | 'clock'> {
  readonly audit: Pick<AuditLog, 'written'>;
}

/**
 * GET ops/releases: what left in a month, or in another time, the newest first, of projects of which the caller may read everything;
 * `?continuation=` goes on. As JSON or CSV.
 */
export const listReleases = (async (services, { caller, query }) => {
  const { project, dataset, limit, continuation, format: _, ...time } = query;
  const period = periodOf(time, services.clock.now());
  const { ids } = await readableProjects(services, caller, project);
  const { left, broken } = await findLeft(
    services,
    ids,
    period,
    ({ madeFrom }) => dataset === undefined || madeFrom.includes(dataset),
  );
  const part = partOf(left, {
    placeOfItem: ({ leftAt, row }) => ({ value: leftAt, id: row.value.id }),
    direction: 'down',
    limit,
    asked: ['releases', project, dataset, time],
    continuation,
  });
  const read = await readEach(services, part.items);
  const unread = continuation === undefined ? [...broken, ...read.broken] : read.broken;
  return { items: read.items, continuation: part.continuation, broken: unread, ...period };
}) satisfies Read<ReleaseListPorts, typeof releases.releases>;

async function readEach(services: ReleaseListPorts, left: readonly Left[]) {
  const found = new Map<string, Release>();
  const broken: BrokenRow[] = [];
  const keys = left.length === 0 ? [] : await receiptKeys(services);
  await atOnce(requestsAtOnce, left, async ({ row, leftAt }) => {
    const { id, project } = row.value;
    try {
      const operation = await services.register.whole(row);
      const release = operation && (await readRelease(services, operation, leftAt, keys));
      if (release !== undefined) found.set(keyOf(row, leftAt), release);
    } catch (error) {
      broken.push({ project, key: id, problem: messageOf(error) });
    }
  });
  return { items: left.flatMap(({ row, leftAt }) => found.get(keyOf(row, leftAt)) ?? []), broken };
}

export function releasesAnswer(answer: AnswerOf<typeof releases.releases>, request: WebRequest): HttpResponseInit {
  const { format = accepts(request, 'text/csv') ? 'csv' : 'json' } = queryOf(request, releasesQuery);
  if (format === 'json') return jsonAnswer(200, answer);
  const type = 'text/csv; charset=utf-8; header=present';
  return fileAnswer(releasesCsv(answer), { type, name: 'releases.csv' });
}
