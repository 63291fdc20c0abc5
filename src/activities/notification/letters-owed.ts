import { doorFacts } from '../../domain/base/door.ts';
import type { MailOccasion } from '../../domain/notification/mail-budget.ts';
import {
  isDataset,
  type OutsideView,
  outsideRound,
  outsideView,
  released,
  type ToldDataset,
  toldOf,
} from '../../domain/notification/outside-view.ts';
import type { OwedTelling } from '../../domain/notification/owed.ts';
import { reasonsSaid } from '../../domain/notification/said-outside.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { activePeople } from '../../domain/people/people.ts';
import type { Person, Project } from '../../domain/project/project.ts';
import { ableApprovers, isQuorum, type Round } from '../../domain/review/round.ts';
import { holdsMalware } from '../../domain/transfer/scan-gate.ts';
import type { Letter } from '../../pages/notification/letter.ts';
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

export interface Telling {
  readonly operation: Operation;
  readonly outcome: ReviewOutcome;
  readonly telling: OwedTelling;
}

export interface OwedLetter {
  readonly about: MailOccasion;
  readonly to: Person;
  readonly write: () => Promise<Letter>;
}

/** Who is told of a move in which words, each address once: whoever has two parts in a project is told in the first, and whoever takes no part now, nothing. */
export function lettersOwed(
  settings: Pick<FlowSettings, 'publicBaseUrl'>,
  told: Telling,
  project: Project,
  now: Date,
): OwedLetter[] {
  const letters = lettersAbout(settings, told, {
    people: activePeople(project, now),
    release: project.release,
    egress: project.egress,
  }).toReversed();
  return [...new Map(letters.map((one) => [one.to.email.toLowerCase(), one])).values()].toReversed();
}

function lettersAbout(
  { publicBaseUrl }: Pick<FlowSettings, 'publicBaseUrl'>,
  { operation, outcome, telling }: Telling,
  { people, release, egress }: Pick<Project, 'people' | 'release' | 'egress'>,
): OwedLetter[] {
  const { about, notice } = telling;
  const mailed = about === 'rejected' && holdsMalware(operation) ? 'malware' : about;
  const all = (to: readonly Person[], write: OwedLetter['write']): OwedLetter[] =>
    to.map((person) => ({ about: mailed, to: person, write }));
  const { round, undecided = [] } = outcome;
  const senders = people[doorFacts(operation.door).senders];
  const { operators, researchers } = people;
  const opsUrl = `${publicBaseUrl}/api/ops`;
  const mineUrl = `${publicBaseUrl}/api/mine`;
  // Each of these is told of at one door only.
  const ofDataset = (letters: (dataset: ToldDataset) => OwedLetter[]) =>
    isDataset(operation) ? letters(operation) : [];
  const told = toldOf(operation, { detail: egress.rejectionDetail });
  const view = outsideView(operation);
  const ended = (asked: typeof undecided, end: ReviewEnd) => endLetters({ publicBaseUrl }, view, round, asked, end);
  switch (about) {
    case 'received':
      return ofDataset((dataset) => all(senders, () => uploadReceived(dataset)));
    case 'in-review':
      // It may have ended before anybody was asked.
      return round === undefined ? [] : all(researchers, () => packageInReview(view, outsideRound(round)));
    case 'approved':
    case 'denied':
    case 'changes-wanted':
      return ended(undecided, about);
    case 'available':
      return ofDataset((dataset) => all([...people.dataOwners, ...researchers], () => datasetAvailable(dataset)));
    case 'rejected':
      return [...all([...senders, ...operators], () => uploadRejected(told, notice)), ...ended(undecided, about)];
    case 'failed':
      return [
        ...all(operators, () => operationFailed(told, { opsUrl, notice })),
        ...all(senders, () => operationFailed(told, { notice })),
      ];
    case 'expired':
      // Researchers are told once their files are back.
      return [
        ...all(round && isInVain(round) ? operators : [], () => reviewExpired(view, opsUrl)),
        ...ended(undecided, about),
      ];
    case 'released':
      return all(researchers, () => packageReleased(released(operation), release));
    case 'returned':
      return all(researchers, () => packageReturned(view, saidOf(outcome), { notice, mineUrl }));
    case 'revoked':
      return all(researchers, () => packageRevoked(released(operation)));
    case 'closing':
      // A project may name no operators; then those who sent the files must learn that it is to be closed.
      return ofDataset((dataset) => all(operators.length > 0 ? operators : senders, () => copyToClose(dataset)));
    case 'withdrawn':
      return ended(round?.approvers ?? [], about);
  }
}

function endLetters(
  { publicBaseUrl }: Pick<FlowSettings, 'publicBaseUrl'>,
  view: OutsideView,
  round: Round | undefined,
  asked: readonly Round['approvers'][number][],
  end: ReviewEnd,
): OwedLetter[] {
  if (round === undefined) return [];
  const { hostname: host } = new URL(publicBaseUrl);
  return asked.map((to) => ({
    about: 'review-ended',
    to,
    write: () => reviewEnded(view, end, { to, round: outsideRound(round), host }),
  }));
}

function saidOf({ round, against }: ReviewOutcome) {
  return { reasons: reasonsSaid(against), ...(round === undefined ? {} : { round }) };
}

/** Whether a round waited to its end for a quorum that could not be reached: then the project needs other approvers. */
function isInVain(round: Round): boolean {
  return !isQuorum(round.rules, ableApprovers(round, new Date(round.closedAt ?? round.deadline)));
}
