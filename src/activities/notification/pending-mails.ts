import { calendarOf } from '../../domain/base/business-calendar.ts';
import { doorFacts } from '../../domain/base/door.ts';
import type { MailKind } from '../../domain/notification/mail-budget.ts';
import {
  isDataset,
  type OutsideView,
  outsideRound,
  outsideView,
  type RevealedDataset,
  released,
  revealedOf,
} from '../../domain/notification/outside-view.ts';
import type { NotificationKind, PendingNotification } from '../../domain/notification/pending-work.ts';
import { reasonsSaid } from '../../domain/notification/said-outside.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { activePeople } from '../../domain/people/people.ts';
import type { Person, Project } from '../../domain/project/project.ts';
import { ableApprovers, isQuorum, type Round } from '../../domain/review/round.ts';
import { holdsMalware } from '../../domain/transfer/scan-gate.ts';
import type { MailBody } from '../../pages/notification/mail-body.ts';
import type { ReviewOutcome } from '../../pages/notification/notice.ts';
import { copyToClose } from '../../pages/notification/operation/copy-to-close.ts';
import { datasetAvailable } from '../../pages/notification/operation/dataset-available.ts';
import { operationFailed } from '../../pages/notification/operation/operation-failed.ts';
import { uploadReceived } from '../../pages/notification/operation/upload-received.ts';
import { uploadRejected } from '../../pages/notification/operation/upload-rejected.ts';
import { packageInReview } from '../../pages/notification/review/package-in-review.ts';
import { packageReleased } from '../../pages/notification/review/package-released.ts';
import { packageReturned } from '../../pages/notification/review/package-returned.ts';
import { packageRevoked } from '../../pages/notification/review/package-revoked.ts';
import { type ReviewEnd, reviewEnded } from '../../pages/notification/review/review-ended.ts';
import { reviewExpired } from '../../pages/notification/review/review-expired.ts';
import type { FlowSettings } from '../operation/settings.ts';

export interface Notification {
  readonly operation: Operation;
  readonly outcome: ReviewOutcome;
  readonly telling: PendingNotification;
}

export interface PendingMail {
  readonly about: MailKind;
  readonly to: Person;
  readonly write: () => Promise<MailBody>;
}

/** Who is told of a move in which words, each address once: whoever has two parts in a project is told in the first, and whoever takes no part now, nothing. */
export function pendingMails(
  settings: Pick<FlowSettings, 'publicBaseUrl'>,
  told: Notification,
  project: Project,
  now: Date,
): PendingMail[] {
  const all = mailsAbout(settings, told, { ...project, people: activePeople(project, now) }).toReversed();
  return [...new Map(all.map((one) => [one.to.email.toLowerCase(), one])).values()].toReversed();
}

type Told = Pick<Project, 'people' | 'release' | 'egress' | 'calendar' | 'compute'>;

function mailsAbout(settings: Pick<FlowSettings, 'publicBaseUrl'>, told: Notification, project: Told): PendingMail[] {
  return mails[told.telling.about](mailingOf(settings, told, project));
}

type Mailing = ReturnType<typeof mailingOf>;

function mailingOf(
  { publicBaseUrl }: Pick<FlowSettings, 'publicBaseUrl'>,
  { operation, outcome, telling }: Notification,
  project: Told,
) {
  const { people, release, egress } = project;
  const about = telling.about === 'rejected' && holdsMalware(operation) ? 'malware' : telling.about;
  const { round, undecided = [] } = outcome;
  const view = outsideView(operation);
  return {
    ...{ operation, outcome, round, view, project, release, notice: telling.notice },
    ...{ operators: people.operators, researchers: people.researchers, dataOwners: people.dataOwners },
    senders: people[doorFacts(operation.door).senders],
    told: revealedOf(operation, { detail: egress.rejectionDetail }),
    opsUrl: `${publicBaseUrl}/api/ops`,
    mineUrl: `${publicBaseUrl}/api/mine`,
    timeZone: calendarOf(project).timeZone,
    all: (to: readonly Person[], write: PendingMail['write']): PendingMail[] =>
      to.map((person) => ({ about, to: person, write })),
    // Each of these is told of at one door only.
    ofDataset: (some: (dataset: RevealedDataset) => PendingMail[]) => (isDataset(operation) ? some(operation) : []),
    ended: (end: ReviewEnd, asked = undecided) => endLetters({ publicBaseUrl }, view, round, asked, end),
  };
}

const mails: Readonly<Record<NotificationKind, (mailing: Mailing) => PendingMail[]>> = {
  received: ({ ofDataset, all, senders }) => ofDataset((dataset) => all(senders, () => uploadReceived(dataset))),
  // It may have ended before anybody was asked.
  'in-review': ({ round, all, researchers, view, project }) =>
    round === undefined ? [] : all(researchers, () => packageInReview(view, outsideRound(round, project))),
  approved: ({ ended }) => ended('approved'),
  denied: ({ ended }) => ended('denied'),
  'changes-wanted': ({ ended }) => ended('changes-wanted'),
  available: ({ ofDataset, all, dataOwners, researchers }) =>
    ofDataset((dataset) => all([...dataOwners, ...researchers], () => datasetAvailable(dataset))),
  rejected: ({ all, senders, operators, told, notice, ended }) => [
    ...all([...senders, ...operators], () => uploadRejected(told, notice)),
    ...ended('rejected'),
  ],
  failed: ({ all, operators, senders, told, opsUrl, notice, timeZone }) => [
    ...all(operators, () => operationFailed(told, { opsUrl, notice, timeZone })),
    ...all(senders, () => operationFailed(told, { notice, timeZone })),
  ],
  // Researchers are told once their files are back.
  expired: ({ all, operators, round, view, opsUrl, ended }) => [
    ...all(round && isInVain(round) ? operators : [], () => reviewExpired(view, opsUrl)),
    ...ended('expired'),
  ],
  released: ({ all, researchers, operation, release }) =>
    all(researchers, () => packageReleased(released(operation), release)),
  returned: ({ all, researchers, view, outcome, project, notice, mineUrl }) =>
    all(researchers, () => packageReturned(view, saidOf(outcome, project), { notice, mineUrl })),
  revoked: ({ all, researchers, operation }) => all(researchers, () => packageRevoked(released(operation))),
  // A project may name no operators; then those who sent the files must learn that it is to be closed.
  closing: ({ ofDataset, all, operators, senders }) =>
    ofDataset((dataset) => all(operators.length > 0 ? operators : senders, () => copyToClose(dataset))),
  withdrawn: ({ ended, round }) => ended('withdrawn', round?.approvers ?? []),
};

function endLetters(
  { publicBaseUrl }: Pick<FlowSettings, 'publicBaseUrl'>,
  view: OutsideView,
  round: Round | undefined,
  asked: readonly Round['approvers'][number][],
  end: ReviewEnd,
): PendingMail[] {
  if (round === undefined) return [];
  const { hostname: host } = new URL(publicBaseUrl);
  return asked.map((to) => ({
    about: 'review-ended',
    to,
    write: () => reviewEnded(view, end, { to, round: outsideRound(round), host }),
  }));
}

function saidOf({ round, against }: ReviewOutcome, project: Pick<Project, 'calendar' | 'compute'>) {
  const { timeZone } = calendarOf(project);
  return { reasons: reasonsSaid(against), timeZone, ...(round === undefined ? {} : { round }) };
}

/** Whether a round waited to its end for a quorum that could not be reached: then the project needs other approvers. */
function isInVain(round: Round): boolean {
  return !isQuorum(round.rules, ableApprovers(round, new Date(round.closedAt ?? round.deadline)));
}
