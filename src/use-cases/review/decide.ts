import { type RevisePorts, writeAmendment } from '../../activities/review/amend-round.ts';
import { stateText } from '../../domain/operation/state-text.ts';
import { type GroupsClaim, type HeldGroups, refuseByGroups } from '../../domain/people/group-rule.ts';
import { refuseByAccount } from '../../domain/review/account-rule.ts';
import { considerDecision, type DecisionVerdict, decisionIn, endWords } from '../../domain/review/approval.ts';
import type { Decision, SaidNow, Saying } from '../../domain/review/decision.ts';
import { decisionEvent, refusalEvent } from '../../domain/review/decision-event.ts';
import { viewingRequirement } from '../../domain/review/evidence-requirements.ts';
import type { Round } from '../../domain/review/round.ts';
import type { Clock } from '../../ports/ports.ts';
import { ConflictError, type DecisionStore } from '../../ports/records.ts';
import type { RemarkStore } from '../../ports/remarks.ts';
import { asking, type Spoken } from './ask.ts';
import { type EvidencePorts, openedInRound } from './evidence-of-round.ts';
import { remarksToTake, type TakenRemarks } from './file-remarks.ts';
import { type FoundReview, findReview, isReplaced, type ReviewLink, replacedLink } from './find-review.ts';

export interface DecidePorts extends EvidencePorts {
  readonly decisions: RevisePorts['decisions'] & Pick<DecisionStore, 'getHandle' | 'record'>;
  readonly register: RevisePorts['register'];
  readonly projects: RevisePorts['projects'];
  readonly audit: RevisePorts['audit'];
  readonly remarks: Pick<RemarkStore, 'drafts' | 'saveDraft' | 'keep' | 'forget'>;
  readonly clock: Clock;
  readonly groupsClaim: GroupsClaim;
}

/** `digest` is the one that the page showed. */
export interface DecisionRequest extends Omit<SaidNow, 'choice'> {
  readonly choice: Saying;
  /** Of the round that the page showed. */
  readonly saidAt?: string;
  readonly handle: ReviewLink;
  readonly approver: {
    readonly oid: string;
    /** Every address of the account: one that somebody else has in the project refuses. */
    readonly emails: readonly string[];
    readonly groups: HeldGroups;
    /** Authentication contexts that were met at the sign-in; none when it says nothing of them. */
    readonly contexts?: readonly string[];
  };
}

/**
 * After `recorded` and `repeat` the export should be woken (instance `exportId`). `step-up`: it asks for a sign-in that meets this context.
 * `found`: the review by which it was refused.
 */
export type DecisionOutcome =
  | { readonly kind: 'recorded'; readonly exportId: string }
  | { readonly kind: 'repeat'; readonly exportId: string }
  | (Refusal & { readonly found: FoundReview })
  | { readonly kind: 'step-up'; readonly context: string }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'not-yours'; readonly found: FoundReview };

type Refusal =
  | Extract<DecisionVerdict, { kind: 'refuse' }>
  | { readonly kind: 'refuse'; readonly code: 'wrong-group' | 'link-replaced'; readonly message: string };

/** Each conflict means that somebody else's decision was recorded, so a round of a hundred approvers still ends. */
const mostAttempts = 100;

/**
 * Records a decision in its round, both in one transaction, or a question in it; when somebody else changed the round first, it reads and considers
 * again. Sending the same decision twice records it once. `known`: the review as it was read a moment ago, for the first attempt. Throws only
 * when storage or audit fail; repeating is then safe.
 */
export async function decide(
  ports: DecidePorts,
  request: DecisionRequest,
  known?: FoundReview,
): Promise<DecisionOutcome> {
  let next = known;
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const found = next ?? (await findReview(ports, request.handle));
    next = undefined;
    if (found === undefined) return { kind: 'unknown' };
    if (found.handle.approver !== request.approver.oid) return { kind: 'not-yours', found };
    if (found.operation.state !== 'in-review') return { ...notInReview(found), found };
    if (found.amendment.kind !== 'unchanged') {
      await keepAmendment(ports, found);
      continue;
    }
    const outcome = await decideOn(ports, request, found);
    if (outcome !== 'overtaken') return outcome;
  }
  throw new Error(`The round of this decision changed ${mostAttempts} times while it was being recorded; try again`);
}

async function decideOn(
  ports: DecidePorts,
  request: DecisionRequest,
  found: FoundReview,
): Promise<DecisionOutcome | 'overtaken'> {
  const now = ports.clock.now();
  const { exportId, number: round } = found.round;
  const { choice, approver: person } = request;
  const taken = await remarksToTake(ports, { exportId, round, approver: person.oid }, choice);
  const remarks = taken === undefined ? {} : { remarks: taken.summary };
  const said = { ...request, ...remarks, approver: person.oid };
  const spoken =
    choice === 'ask'
      ? asking(ports, { found, asked: { ...said, text: said.reason }, taken, now })
      : deciding(ports, {
          found,
          decision: decisionIn(found.round, { ...said, choice }, now),
          saidAt: request.saidAt,
          taken,
          now,
        });
  const weighed = await weigh(ports, request, found, spoken);
  if (weighed.kind !== 'accept') return weighed;
  return (await spoken.write(weighed.round)) ? { kind: 'recorded', exportId } : 'overtaken';
}

async function weigh(
  ports: DecidePorts,
  request: DecisionRequest,
  found: FoundReview,
  { said, consider, repeat }: Spoken,
): Promise<DecisionOutcome | Extract<DecisionVerdict, { kind: 'accept' }>> {
  const like = refuseByAccount(found.round, found.project, request.approver);
  if (like !== undefined) {
    await ports.audit.append(said.project, [refusalEvent(said, like)]);
    return { kind: 'refuse', code: 'not-eligible', message: like.person, found };
  }
  const verdict = await consider();
  if (verdict.kind === 'refuse') return { ...verdict, found };
  if (verdict.kind === 'repeat') {
    await repeat();
    return { kind: 'repeat', exportId: said.exportId };
  }
  if (isReplaced(found)) return { kind: 'refuse', code: 'link-replaced', message: replacedLink, found };
  const wrongGroup = refuseByGroups(ports.groupsClaim, said.project, request.approver.groups);
  if (wrongGroup !== undefined) {
    await ports.audit.append(said.project, [refusalEvent(said, wrongGroup)]);
    return { kind: 'refuse', code: 'wrong-group', message: wrongGroup.person, found };
  }
  const { authContext } = found.round.rules;
  if (authContext !== undefined && !request.approver.contexts?.includes(authContext))
    return { kind: 'step-up', context: authContext };
  return verdict;
}

interface Deciding {
  readonly found: FoundReview;
  readonly decision: Decision;
  readonly saidAt: string | undefined;
  readonly taken: TakenRemarks | undefined;
  readonly now: Date;
}

function deciding(ports: DecidePorts, { found, decision, saidAt, taken, now }: Deciding): Spoken {
  const { exportId, approver, project, round: number } = decision;
  return {
    said: decision,
    async consider() {
      const opened = await openedWhereDue(ports, found.round, decision);
      return considerDecision({ round: found.round, decisions: found.decisions, decision, saidAt, opened, now });
    },
    async repeat() {
      const standing = found.decisions.find((other) => other.approver === approver);
      // The first attempt may have ended between the row and the audit line; the event's id keeps one of each.
      await ports.audit.append(project, [decisionEvent(standing ?? decision, found.round)]);
    },
    async write(round) {
      // Whoever reads the decision finds what it holds the digest of.
      if (taken) await ports.remarks.keep(exportId, taken.summary.digest, taken.pages);
      const stored = { value: round, etag: found.stored.etag };
      const written = await ports.decisions.record(decision, stored, found.decisions);
      if (written !== 'recorded') return false;
      await ports.audit.append(project, [decisionEvent(decision, round)]);
      const pages = taken?.pages.map(({ page }) => page) ?? [];
      await ports.remarks.forget({ exportId, round: number, approver }, pages);
      return true;
    },
  };
}

/** What the approver opened, where an approval waits for that; nothing is read for other answers. */
async function openedWhereDue(ports: DecidePorts, round: Round, { choice, approver }: Decision) {
  const isDue = choice === 'approve' && viewingRequirement(round) === 'required';
  return isDue ? await openedInRound(ports, round, approver) : undefined;
}

/** Rules and people of now are written down before a decision is weighed by them; when somebody else wrote first, all is read again. */
async function keepAmendment(ports: DecidePorts, { stored, amendment }: FoundReview): Promise<void> {
  try {
    await writeAmendment(ports, stored, amendment);
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
}

function notInReview({ operation: { state }, round: { status } }: FoundReview): Refusal {
  const message =
    status === 'expired'
      ? `Nothing was recorded. The package was ${endWords.expired}.`
      : `The package is ${stateText(state)} and not in review, so nothing was recorded. An operator knows more.`;
  return { kind: 'refuse', code: 'not-in-review', message };
}
