/** A file of `src` whose conditions keep what must not happen from happening. With `only`, just these of its functions. */
export interface Guard {
  readonly file: string;
  readonly why: string;
  readonly only?: readonly string[] | undefined;
}

/**
 * Where the guards stand, those that matter most first: a search tries their mutants before others. A condition that was turned around here
 * and was noticed by nobody would be a leak or a loss.
 */
export const guards: readonly Guard[] = [
  { file: 'src/domain/review/approval.ts', why: 'which decisions are taken, and what may still be released' },
  { file: 'src/domain/review/round.ts', why: 'which decisions count, and when a package is approved' },
  {
    file: 'src/domain/review/evidence-requirements.ts',
    why: 'an approval gives the reason, and saw the files, that the evidence asks for',
    only: ['reasonCauses', 'openedOf', 'viewingRequirement', 'hasReasonDue', 'refuseByRequirements'],
  },
  { file: 'src/domain/definition/going-back.ts', why: 'going back alone undoes what was stopped, and nothing else' },
  { file: 'src/domain/definition/endings.ts', why: 'nothing is stopped or ended that nobody was shown' },
  { file: 'src/domain/definition/acts-of-two.ts', why: 'what wants two people is done by two who saw the same' },
  { file: 'src/activities/transfer/originals.ts', why: 'originals are deleted only where they were copied' },
  { file: 'src/domain/transfer/transfer.ts', why: 'which step may run in which state, and what it may take' },
  {
    file: 'src/domain/lifecycle/advance.ts',
    why: 'an operation moves along the arrows of its table only',
    only: ['advance', 'rowsFrom', 'rowsOf', 'factsOf'],
  },
  { file: 'src/domain/lifecycle/revealed-ends.ts', why: 'what was not frozen is told outside only a few times a day' },
  {
    file: 'src/domain/notification/outside-view.ts',
    why: 'what is told outside before an approval says no more than its view',
  },
  { file: 'src/domain/transfer/completeness.ts', why: 'nothing is copied while it is still being uploaded' },
  { file: 'src/activities/review/check-release.ts', why: 'the last look before files leave' },
  { file: 'src/domain/history/stale-row.ts', why: 'nothing is moved by a row that the audit knows to be old' },
  { file: 'src/activities/operation/refuse-stale.ts', why: 'a row is held to the audit before an effect' },
  { file: 'src/domain/audit/repeated-event.ts', why: 'a chain tells one story' },
  { file: 'src/domain/operation/hold.ts', why: 'a hold holds, whatever others are lifted' },
  { file: 'src/activities/transfer/holds.ts', why: 'a hold is read right before an effect' },
  { file: 'src/domain/lifecycle/retraction.ts', why: 'a version is gone only when nothing of it can be restored' },
  { file: 'src/domain/review/invited.ts', why: 'who may be asked: no researcher, nobody after their time' },
  { file: 'src/domain/review/amend-round.ts', why: 'a round follows the people and rules of its project' },
  { file: 'src/domain/review/change-round.ts', why: 'operators give time and links, and nothing else' },
  { file: 'src/domain/transfer/delete-end.ts', why: 'a delete ends before the first file that was not copied' },
  {
    file: 'src/domain/operation/manifest.ts',
    why: 'two listings are the same only file by file',
    only: ['compareManifests'],
  },
  { file: 'src/domain/operation/take-back.ts', why: 'what was outside comes back before anything goes on' },
  { file: 'src/domain/lifecycle/withdrawal.ts', why: 'a wish to take back is kept from the freeze on' },
  { file: 'src/domain/lifecycle/unpublished.ts', why: 'a copy that was never published is removed' },
  { file: 'src/domain/transfer/scan-gate.ts', why: 'nothing passes without a clean verdict' },
  { file: 'src/domain/lifecycle/capacity.ts', why: 'nothing opens before, after or beyond what a project allows' },
  {
    file: 'src/domain/lifecycle/due-receipts.ts',
    why: 'no end without its receipts',
    only: ['dueReceipts', 'dueNames'],
  },
  { file: 'src/activities/transfer/bound-emptying.ts', why: 'what is kept is deleted only as its manifest says' },
  { file: 'src/activities/transfer/prepare-transfer.ts', why: 'no run is asked for that a hold or a stop forbids' },
  {
    file: 'src/activities/transfer/transfer-rows.ts',
    why: 'an attempt is asked for once, and stopped ones stay stopped',
  },
  { file: 'src/activities/transfer/verify-copy.ts', why: 'a copy counts when it is what the manifest says' },
  { file: 'src/activities/review/look-at-round.ts', why: 'a round closes by its decisions and its deadline' },
  { file: 'src/activities/transfer/end-runs.ts', why: 'nothing is emptied while a run may still write' },
  { file: 'src/activities/lifecycle/take-back.ts', why: 'runs are awaited, and what was outside is written down' },
  { file: 'src/activities/transfer/emptying.ts', why: 'a folder is empty when its listing is' },
  { file: 'src/domain/people/group-rule.ts', why: 'whose groups forbid that they decide' },
  { file: 'src/domain/review/account-rule.ts', why: 'nobody decides whose account is that of somebody else too' },
  { file: 'src/domain/people/people.ts', why: 'who is the same person, and who takes part' },
  { file: 'src/web/forgery.ts', why: 'a form comes from a page of ours' },
  { file: 'src/web/session.ts', why: 'a session is what was sealed, and has its token' },
  { file: 'src/web/session-ends.ts', why: 'a session that was ended opens nowhere' },
  { file: 'src/domain/definition/current-definition.ts', why: 'who changes nothing, and what no change may do' },
  {
    file: 'src/domain/definition/pending-change.ts',
    why: 'a change that waits is confirmed by somebody else, as it was',
  },
  {
    file: 'src/domain/definition/definition-difference.ts',
    why: 'what is weaker waits for a second operator',
    only: ['compareValues', 'compareLists', 'judged'],
  },
  { file: 'src/use-cases/project/change-definition.ts', why: 'no change is in force that somebody has to confirm' },
  { file: 'src/use-cases/project/confirm-change.ts', why: 'what is confirmed is what was asked for, while it may be' },
  { file: 'src/use-cases/review/decide.ts', why: 'a decision is recorded only in review, by its person' },
  { file: 'src/use-cases/operation/cancel-releases.ts', why: 'a hold meets every release that is on its way' },
  { file: 'src/use-cases/operation/take-back-for-hold.ts', why: 'a hold takes back what left meanwhile' },
  { file: 'src/use-cases/operation/withdraw-operation.ts', why: 'a wish to take back is not lost between two moves' },
  { file: 'src/features/verification/verify-holds.ts', why: 'each hold has its beginning and its end' },
  { file: 'src/features/verification/verify-absences.ts', why: 'each absence has its beginning and its end' },
  {
    file: 'src/features/verification/verify-definition.ts',
    why: 'a definition in force is one that the audit tells of',
  },
  { file: 'src/features/verification/verify-notification.ts', why: 'nobody was told what no line tells' },
  { file: 'src/features/verification/verify-closure.ts', why: 'a closing that ended is what its receipt says' },
  { file: 'src/features/verification/verify-review.ts', why: 'rounds, decisions and evidence are those of the audit' },
  { file: 'src/features/verification/verify-operation.ts', why: 'a row says what its lines and receipts say' },
  { file: 'src/features/verification/verify-lines.ts', why: 'what a line tells is so' },
  { file: 'src/features/verification/verify-proofs.ts', why: 'all that should exist is verified' },
  { file: 'src/features/verification/verify-chain.ts', why: 'a chain is whole, and its head is that of its lines' },
  { file: 'src/features/verification/verify-records.ts', why: 'no operation of a project is left out' },
  { file: 'src/features/verification/verify-remainder.ts', why: 'no receipt and no row is without what it is about' },
  {
    file: 'src/features/verification/seal-first.ts',
    why: 'rows of before are sealed only where the chain proves them',
  },
];
