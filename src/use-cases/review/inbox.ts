import type { Ticks } from '../../domain/notification/tick.ts';
import { purposeOf } from '../../domain/operation/purpose.ts';
import { nextOf, type Waiting, waitingFor } from '../../domain/overview/waiting.ts';
import type { Somebody } from '../../domain/people/people.ts';
import { refuseByAccount } from '../../domain/review/account-rule.ts';
import type { OverviewStore, ShownRow } from '../../ports/overview.ts';
import type { ProjectStore } from '../../ports/records.ts';
import { type PersonNamePorts, personName } from '../people/person-name.ts';
import { partsOf } from '../people/readable-projects.ts';
import { type EvidencePorts, openedInRound } from './evidence-of-round.ts';
import { type FindReviewPorts, findReview } from './find-review.ts';
import { closedBecause } from './review-material.ts';

export type InboxPorts = FindReviewPorts & PersonNamePorts & EvidencePorts;

/** What a list of reviews says of one to its approver, who is signed in. */
export interface InboxEntry {
  readonly name: string;
  readonly purpose?: string;
  readonly askedBy?: string;
  readonly opened?: { readonly opened: number; readonly toOpen: number };
}

/** Undefined where the page of the review would show nothing of it either, and where its rows cannot be read: that stops no other entry. */
export async function inboxEntry(
  ports: InboxPorts,
  somebody: Somebody,
  { shown: { project, id } }: Waiting,
): Promise<InboxEntry | undefined> {
  const found = await findReview(ports, { project, exportId: id, approver: somebody.oid }).catch(() => undefined);
  if (found === undefined || closedBecause(found, ports.clock.now()) !== undefined) return undefined;
  if (refuseByAccount(found.round, found.project, somebody) !== undefined) return undefined;
  const { operation, round } = found;
  const { submission } = operation;
  const [purpose, opened, askedBy] = await Promise.all([
    purposeOf(operation)?.text,
    openedInRound(ports, round, somebody.oid),
    submission && personName(ports, found.project, submission.by),
  ]);
  return {
    name: operation.name,
    ...(purpose === undefined ? {} : { purpose }),
    ...(askedBy === undefined ? {} : { askedBy }),
    ...(opened === undefined ? {} : { opened: { opened: opened.opened.length, toOpen: opened.toOpen.length } }),
  };
}

export interface NextPorts {
  readonly projects: Pick<ProjectStore, 'list'>;
  readonly overview: Pick<OverviewStore, 'open'>;
  readonly clock: FindReviewPorts['clock'];
}

/** How many reviews wait for somebody beside one, and which of them comes after it. */
export async function nextReview(
  { projects, overview, clock }: NextPorts,
  somebody: Somebody,
  { exportId, openedAt }: { readonly exportId: string; readonly openedAt: string },
  ticks: Ticks | undefined,
): Promise<{ readonly count: number; readonly next: Waiting | undefined }> {
  const now = clock.now();
  const [stored, rows] = await Promise.all([Array.fromAsync(projects.list()), openRows(overview)]);
  const own = stored.flatMap((one) =>
    'value' in one && partsOf(one.value, somebody, now).length > 0 ? [one.value] : [],
  );
  const waiting = waitingFor(somebody, { projects: own, rows: rows.values() }, { now, ticks });
  const others = waiting.filter(({ shown }) => shown.id !== exportId);
  return { count: others.length, next: nextOf(others, openedAt) };
}

/** What is shown of each open operation, by its id. */
export async function openRows(overview: Pick<OverviewStore, 'open'>): Promise<ReadonlyMap<string, ShownRow>> {
  const rows = new Map<string, ShownRow>();
  for await (const { id, row } of overview.open()) if (row !== undefined) rows.set(id, row);
  return rows;
}
