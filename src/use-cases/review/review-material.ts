import { retractedSources } from '../../activities/lifecycle/retracted-sources.ts';
import { calendarOf } from '../../domain/base/business-calendar.ts';
import { factsOf } from '../../domain/lifecycle/advance.ts';
import { holdsOn } from '../../domain/operation/hold.ts';
import { sizeOfRelease } from '../../domain/operation/manifest.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { purposeOf } from '../../domain/operation/purpose.ts';
import { saidAbout } from '../../domain/operation/said-about.ts';
import { stateText } from '../../domain/operation/state-text.ts';
import { endWords } from '../../domain/review/approval.ts';
import { choiceText } from '../../domain/review/decision.ts';
import type { FileView } from '../../domain/review/file-view.ts';
import { roomAddress } from '../../domain/review/inspection.ts';
import { inOrder } from '../../domain/review/remarks.ts';
import { countedApprovals, eligible, judgeRound, type Round } from '../../domain/review/round.ts';
import { type LimitLook, lookAtLimits, takeOf } from '../../domain/transfer/limits.ts';
import type { ClosedReview } from '../../pages/review/review-closed-page.ts';
import type { ReviewMaterial } from '../../pages/review/review-page.ts';
import type { HoldStore } from '../../ports/holds.ts';
import type { Register } from '../../ports/records.ts';
import type { TakeStore } from '../../ports/stores.ts';
import { type ListingPorts, readListing } from '../operation/read-listing.ts';
import { namedDecisions, type PersonNamePorts, personName } from '../people/person-name.ts';
import { type ConversationPorts, readConversation, saidIn } from './conversation.ts';
import { type EarlierPorts, otherPackages, releasedBefore, shownPackages } from './earlier-packages.ts';
import type { EvidencePorts } from './evidence-of-round.ts';
import { draftOf, type RemarkPorts } from './file-remarks.ts';
import { type FindReviewPorts, type FoundReview, isReplaced, replacedLink } from './find-review.ts';
import { findingsOfRound } from './findings-of-round.ts';
import { questionsInReview } from './shown-questions.ts';

/** `secureBlobUrl` is the account that holds the frozen copies. */
export interface ReviewPorts
  extends FindReviewPorts,
    ListingPorts,
    ConversationPorts,
    EarlierPorts,
    PersonNamePorts,
    EvidencePorts {
  readonly decisions: FindReviewPorts['decisions'];
  readonly remarks: ConversationPorts['remarks'] & RemarkPorts['remarks'];
  readonly register: Pick<Register, 'get' | 'list'>;
  readonly holds: Pick<HoldStore, 'of'>;
  readonly takes: Pick<TakeStore, 'of'>;
  readonly secureBlobUrl: string;
  readonly readingRoomUrl?: string | undefined;
}

/** Why no decision can be taken with the link any more, in a sentence; undefined while one can. */
export function closedBecause(found: FoundReview, now: Date): string | undefined {
  const { round, handle } = found;
  if (round.status === 'superseded') {
    return 'The approval rules changed, so a new round was opened; the newest mail holds the link for it.';
  }
  const own = found.decisions.find((decision) => decision.approver === handle.approver);
  if (own !== undefined) return `You ${choiceText(own.choice, 'did', 'this package')}.`;
  if (!eligible(round, handle.approver, now)) return 'You are no longer asked about this package.';
  const status = judgeRound(round, found.decisions, now);
  if (status !== 'open') return `This round is closed: the package was ${endWords[status]}.`;
  const { state } = found.operation;
  if (state !== 'in-review')
    return `The package is ${stateText(state)} and not in review, so it cannot be decided on now.`;
  return isReplaced(found) ? replacedLink : undefined;
}

/** What a link that is done tells: why, what the package waits for now, and once the round is over what was said in it. No file names. */
export async function closedReview(
  ports: Pick<ConversationPorts, 'remarks' | 'manifests' | 'people'> & Pick<ReviewPorts, 'holds'> & EvidencePorts,
  found: FoundReview,
  because: string,
  now: Date,
): Promise<ClosedReview> {
  const { operation, project, round } = found;
  // A round under other rules follows a superseded one, and may be blind.
  const isOver = round.status !== 'open' && round.status !== 'superseded';
  const said = isOver ? await saidIn(ports, await namedDecisions(ports, found.decisions, [round]), false) : [];
  const { id, state, since } = operation;
  const waitsFor = waitsForNow(found, now);
  // Whoever is asked no longer is told no more than how it stands.
  const isAsked = eligible(round, found.handle.approver, now);
  const findings = isAsked && (await findingsOfRound(ports, found, isOver));
  const questions = isAsked ? await questionsInReview(ports, found, false) : [];
  const { holds } = await ports.holds.of(project.id);
  const isHeld = factsOf(operation).open && holdsOn(holds, project.id, now).length > 0;
  const { timeZone } = calendarOf(project);
  const about = { projectTitle: project.title, exportId: id, state, since, timeZone };
  return { because, ...about, waitsFor, isHeld, said, questions, findings };
}

/** The round knows before the row what its package waits for: the flow moves that a moment after the decision which closes the round. */
function waitsForNow({ operation, round, decisions }: FoundReview, now: Date): string {
  const status = judgeRound(round, decisions, now);
  return operation.state === 'in-review' && status !== 'open' ? follows[status] : factsOf(operation).waitsFor;
}

const wayBack = 'its way back to the researchers, which begins by itself';

const follows: Readonly<Record<Exclude<Round['status'], 'open'>, string>> = {
  approved: 'the last check and its release, which begin by themselves',
  denied: wayBack,
  'changes-wanted': wayBack,
  expired: wayBack,
  withdrawn: wayBack,
  superseded: "the approvers' decisions in the new round",
};

/** Everything the signed-in approver sees: file names and evidence, never content. */
export async function collectMaterial(ports: ReviewPorts, found: FoundReview, view: FileView): Promise<ReviewMaterial> {
  const { operation, project, round } = found;
  const { submission } = operation;
  const sent = packageIn(operation);
  const [listing, findings, others, retracted, draft, limits] = await Promise.all([
    readListing(ports, round, view),
    findingsOfRound(ports, found, false),
    otherPackages(ports, operation),
    retractedSources(ports, operation),
    draftOf(ports, { exportId: operation.id, round: round.number, approver: found.handle.approver }),
    limitsNow(ports, operation, project),
  ]);
  const { files } = listing.files;
  const [conversation, questions, before, by] = await Promise.all([
    readConversation(ports, found, files),
    questionsInReview(ports, found, true),
    releasedBefore(ports, others, files),
    submission === undefined ? undefined : personName(ports, project, submission.by),
  ]);
  return {
    ...{ projectTitle: project.title, projectId: project.id, limits, overLimits: round.rules.overLimits ?? [] },
    ...{ governance: project.governance ?? [], release: project.release },
    ...sent,
    purpose: shownPurpose(operation, by),
    retracted,
    ...roundIn(found, ports.clock.now()),
    timeZone: calendarOf(project).timeZone,
    folderUrl: `${ports.secureBlobUrl.replace(/\/$/, '')}/review/${project.id}/${operation.id}`,
    roomUrl: roomAddress(ports.readingRoomUrl, operation.id, round.number),
    files: listing.files,
    remarks: inOrder(draft),
    evidence: listing.evidence,
    findings,
    conversation,
    questions,
    others: shownPackages(others),
    before,
  };
}

async function limitsNow(
  { takes, clock }: Pick<ReviewPorts, 'takes' | 'clock'>,
  operation: Operation,
  { id, egress: { limits = [] } }: FoundReview['project'],
): Promise<readonly LimitLook[]> {
  if (limits.length === 0) return [];
  const now = clock.now();
  return lookAtLimits(limits, (await takes.of(id)).takes, takeOf(operation, now), now);
}

function packageIn(operation: Operation) {
  const { id: exportId, name: packageName, startedAt: droppedAt, package: files } = operation;
  if (files === undefined) throw new Error(`${exportId} is in review without a package manifest`);
  const { contextCount = 0 } = files;
  return { exportId, packageName, said: saidAbout(operation), droppedAt, contextCount, ...sizeOfRelease(files) };
}

function roundIn({ round, decisions }: FoundReview, now: Date) {
  const { digest, deadline, rules, saidAt = '' } = round;
  const { quorum, independent, blind } = rules;
  const approvals = blind ? undefined : countedApprovals(round, decisions, now).length;
  return { digest, saidAt, quorum, independent, approvals, deadline };
}

function shownPurpose(operation: FoundReview['operation'], by: string | undefined): ReviewMaterial['purpose'] {
  const purpose = purposeOf(operation);
  return purpose && { text: purpose.text, ...(by === undefined ? {} : { by }) };
}
