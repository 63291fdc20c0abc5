import type { OrchestrationContext } from 'durable-functions';
import type { ExportState } from '../domain/export.ts';
import type { OperationKey } from '../domain/operation.ts';
import { check, receive } from './arriving.ts';
import { AFRESH, type Chapter, fail, mailPause, mostMailAttempts, move, tell, travel } from './chapters.ts';
import { call, later, type Step, waitForWake } from './steps.ts';
import { transfer } from './transfer.ts';

/** Copies the package to `review` until the copy is of what lies on the export path, seals it, and deletes the originals. */
const freeze: Chapter = function* (context, key) {
  const frozen = yield* copyUntilTrue(context, key);
  if (frozen.kind === 'paused') return AFRESH;
  if (frozen.kind === 'stopped') return yield* fail(context, key, frozen.message);
  yield* call(context, 'sealPackage', key);
  const cleared = yield* transfer(context, key, 'clear');
  if (cleared.kind === 'paused') return AFRESH;
  if (cleared.kind === 'stopped') return yield* fail(context, key, cleared.message);
  yield* call(context, 'writeReceipt', { key, kind: 'deletion' });
  const { required } = yield* call(context, 'needsApproval', key);
  return yield* move(context, key, 'freezing', required ? 'frozen' : 'skip-approval');
};

function* copyUntilTrue(context: OrchestrationContext, key: OperationKey) {
  for (;;) {
    const outcome = yield* transfer(context, key, 'freeze');
    if (outcome.kind !== 'done') return outcome;
    const verified = yield* call(context, 'verifyCopy', { key, step: 'freeze' });
    if (verified.kind === 'verified') return outcome;
    if (verified.kind === 'differs') return { kind: 'stopped', message: verified.message } as const;
  }
}

/**
 * Asks the approvers and waits until the round is closed. A wake only means that the rows are worth reading. Whom the mail server
 * did not take is asked again with growing pauses, in the end daily, while the decisions of the others count.
 */
const review: Chapter = function* (context, key) {
  yield* call(context, 'openReview', key);
  for (let attempt = 1; ; attempt += 1) {
    const { unsent } = yield* call(context, 'inviteApprovers', { key, last: attempt === mostMailAttempts });
    const again = later(context, unsent === 0 ? DAY : mailPause(attempt));
    do {
      const { status } = yield* call(context, 'judgeReview', key);
      if (status === 'approved') return yield* move(context, key, 'in-review', 'approve');
      if (status === 'denied') return yield* move(context, key, 'in-review', 'deny');
    } while ((yield* waitForWake(context, again)) === 'wake');
  }
};

const DAY = 24 * 60 * 60;

/** Looks once more whether the approval holds, copies the frozen files out and compares them with what was decided on. */
const release: Chapter = function* (context, key) {
  const last = yield* call(context, 'checkRelease', key);
  if (last.kind === 'differs') return yield* fail(context, key, last.message);
  if (last.kind === 'return') return yield* move(context, key, 'releasing', 'give-back');
  if (last.kind === 'reopen') {
    yield* call(context, 'reopenReview', { key, drop: last.drop });
    return yield* move(context, key, 'releasing', 'reopen');
  }
  return yield* carryOut(context, key, 'release', 'releasing', 'released');
};

const giveBack: Chapter = (context, key) => carryOut(context, key, 'return', 'returning', 'returned');

/** Copies the frozen files to where they end, verifies them, writes the receipt of a release, and tells the researchers. */
function* carryOut(
  context: OrchestrationContext,
  key: OperationKey,
  step: 'release' | 'return',
  from: ExportState,
  end: 'released' | 'returned',
): Step<string> {
  const outcome = yield* transfer(context, key, step);
  if (outcome.kind === 'paused') return AFRESH;
  if (outcome.kind === 'stopped') return yield* fail(context, key, outcome.message);
  const verified = yield* call(context, 'verifyCopy', { key, step });
  if (verified.kind !== 'verified') {
    return yield* fail(context, key, verified.kind === 'differs' ? verified.message : 'The frozen copy changed');
  }
  if (step === 'release') yield* call(context, 'writeReceipt', { key, kind: 'release' });
  const state = yield* move(context, key, from, end);
  yield* tell(context, key, end);
  return state;
}

const chapters = {
  receiving: receive,
  checking: check,
  freezing: freeze,
  'in-review': review,
  denied: (context, key) => move(context, key, 'denied', 'give-back'),
  releasing: release,
  returning: giveBack,
} satisfies Partial<Record<ExportState, Chapter>>;

/** Lets a package out: wait, check, freeze, ask people, release or give back. Named so because `export` is a word of the language. */
export function* exportPackage(context: OrchestrationContext): Step<string> {
  return yield* travel(context, chapters);
}
