import { calendarOf } from '../../domain/base/business-calendar.ts';
import { sizeClass } from '../../domain/base/size-class.ts';
import { quarterOf } from '../../domain/base/time.ts';
import type { Ticks } from '../../domain/notification/tick.ts';
import { isOfKind, type Waiting, type WaitingKind, waitingFor } from '../../domain/overview/waiting.ts';
import type { Somebody } from '../../domain/people/people.ts';
import { roomAddress } from '../../domain/review/inspection.ts';
import { type InboxPorts, inboxEntry } from '../../use-cases/review/inbox.ts';
import type { Mine, MyReview } from './mine.ts';

export interface ReviewListPorts extends InboxPorts {
  readonly readingRoomUrl?: string | undefined;
  readonly ticks?: Ticks | undefined;
}

export interface ReviewsAsked {
  readonly project?: string;
  readonly show?: WaitingKind;
  readonly page?: number;
}

/** So many reviews stand on a page, since each costs some requests. */
const reviewsOnPage = 10;

/** A page of the reviews that wait for somebody, the oldest first, and how many there are of each kind. */
export async function myReviews(
  ports: ReviewListPorts,
  somebody: Somebody,
  among: Parameters<typeof waitingFor>[1],
  { project, show, page: wanted = 1 }: ReviewsAsked,
): Promise<Pick<Mine, 'reviews' | 'inbox'>> {
  const now = ports.clock.now();
  const all = waitingFor(somebody, among, { now, ticks: ports.ticks });
  const of = (kind: WaitingKind) => all.filter((one) => isOfKind(kind, one, now));
  const some = show === undefined ? all : of(show);
  const pages = Math.max(1, Math.ceil(some.length / reviewsOnPage));
  const page = Math.min(wanted, pages);
  const counts = { late: of('late').length, eyes: of('eyes').length, quiet: of('quiet').length };
  const shown = some.slice((page - 1) * reviewsOnPage, page * reviewsOnPage);
  return {
    reviews: await Promise.all(shown.map((one) => myReview(ports, somebody, one))),
    inbox: {
      all: all.length,
      ...counts,
      ...(show === undefined ? {} : { show }),
      ...(project === undefined ? {} : { project }),
      page,
      pages,
    },
  };
}

async function myReview(ports: ReviewListPorts, somebody: Somebody, waiting: Waiting): Promise<MyReview> {
  const { project, shown, round } = waiting;
  const room = roomAddress(ports.readingRoomUrl, shown.id, round.number);
  return {
    ...{ project: project.id, title: project.title, id: shown.id, since: quarterOf(shown.since) },
    size: sizeClass(shown.size ?? { count: 0, bytes: 0 }),
    deadline: quarterOf(round.deadline),
    timeZone: calendarOf(project).timeZone,
    ...(room === undefined ? {} : { room }),
    ...(round.evidence === undefined ? {} : { evidence: round.evidence }),
    ...(await inboxEntry(ports, somebody, waiting)),
  };
}
