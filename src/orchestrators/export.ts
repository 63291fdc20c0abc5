import type { OrchestrationContext } from 'durable-functions';
import { DAY } from '../domain/base/time.ts';
import type { OperationEvent } from '../domain/lifecycle/advance.ts';
import type { ExportState } from '../domain/operation/export.ts';
import type { OperationKey } from '../domain/operation/operation.ts';
import { check, receive, waitUntilGone } from './arriving.ts';
import { inspect } from './inspecting.ts';
import { scan } from './scanning.ts';
import { CONTINUE_AS_NEW, fail, move, runStages, type Stage } from './stages.ts';
import { call, isLong, later, type Step, waitForWake } from './steps.ts';
import { transfer, waitOutHold, whenDone } from './transfer.ts';

/** A package that changed under the copy is checked again first, so that what is frozen is what was checked. */
const freeze: Stage = function* (context, key) {
  const copied = yield* transfer(context, key, 'export-freeze');
  return yield* whenDone(context, key, copied, function* () {
    const verified = yield* call(context, 'verifyCopy', { key, step: 'export-freeze' });
    if (verified.kind === 'changed') return yield* move(context, key, 'freezing', 'changed');
    if (verified.kind === 'differs') return yield* fail(context, key, verified.message);
    const digested = yield* call(context, 'digestPackage', key);
    if (digested.kind === 'differs') return yield* fail(context, key, digested.message);
    if (isLong(context)) return CONTINUE_AS_NEW;
    const deleted = yield* transfer(context, key, 'export-delete');
    return yield* whenDone(context, key, deleted, () => endFreeze(context, key));
  });
};

function* endFreeze(context: OrchestrationContext, key: OperationKey): Step<string> {
  yield* call(context, 'writeReceipt', { key, kind: 'deletion' });
  const { required, withdrawn, inspects } = yield* call(context, 'needsApproval', key);
  if (withdrawn) return yield* move(context, key, 'freezing', 'withdraw');
  if (!required) return yield* move(context, key, 'freezing', 'skip-approval');
  return yield* move(context, key, 'freezing', inspects ? 'inspect' : 'frozen');
}

/**
 * Asks the approvers and watches the round until it is closed; a package without a purpose may wait for one before. Whom the mail server did not take is asked again with growing pauses, while
 * the decisions of the others count. Who came since is asked at once.
 */
const review: Stage = function* (context, key) {
  const ended = yield* openRound(context, key);
  if (ended !== undefined) return ended;
  for (;;) {
    const { asked, waitSeconds } = yield* call(context, 'inviteApprovers', { key });
    const again = waitSeconds === undefined ? undefined : later(context, waitSeconds);
    const end = yield* watchRound(context, key, asked, again);
    if (end !== undefined) return end;
  }
};

/** Opens the round, as soon as the package has waited for its purpose; undefined then, or how the review ended before. */
function* openRound(context: OrchestrationContext, key: OperationKey): Step<string | undefined> {
  for (;;) {
    const notOpened = yield* call(context, 'openReview', key);
    if (!notOpened) return undefined;
    if (notOpened.status !== 'waits') return yield* endReview(context, key, notOpened);
    if (isLong(context)) return CONTINUE_AS_NEW;
    yield* waitForWake(context, later(context, notOpened.waitSeconds));
  }
}

/**
 * Looks at the round at each wake, at its deadline and once a day; a wake only means that the rows are worth reading. Ends undefined when
 * somebody is to be asked: at the time `again`, or because `asked` is no longer so. Nobody is asked any more about a package that turns
 * out to hold malware: it is rejected.
 */
function* watchRound(
  context: OrchestrationContext,
  key: OperationKey,
  asked: string,
  again: string | undefined,
): Step<string | undefined> {
  for (;;) {
    const look = yield* call(context, 'lookAtRound', key);
    const end = yield* endReview(context, key, look);
    if (end !== undefined) return end;
    if (!('asked' in look) || isLong(context)) return CONTINUE_AS_NEW;
    const now = later(context, 0);
    if (look.asked !== asked || (again !== undefined && again <= now)) return undefined;
    const next = later(context, look.waitSeconds ?? DAY / 1000);
    yield* waitForWake(context, again !== undefined && again < next ? again : next);
  }
}

/** How a look ends the review; undefined while people may decide. */
function* endReview(
  context: OrchestrationContext,
  key: OperationKey,
  look: { readonly status: string; readonly message?: string },
): Step<string | undefined> {
  if (look.status === 'stopped') return yield* fail(context, key, look.message ?? 'It is to stop');
  if (look.status === 'elsewhere') return CONTINUE_AS_NEW;
  if (look.status === 'malicious') return yield* rejectInReview(context, key);
  const event = verdicts[look.status];
  return event && (yield* move(context, key, 'in-review', event));
}

const verdicts: Readonly<Record<string, OperationEvent>> = {
  approved: 'approve',
  denied: 'deny',
  'changes-wanted': 'want-changes',
  expired: 'expire',
  withdrawn: 'withdraw',
};

function* rejectInReview(context: OrchestrationContext, key: OperationKey): Step<string> {
  yield* call(context, 'withdrawRound', key);
  return yield* move(context, key, 'in-review', 'reject');
}

/** Rules or people may have changed since the denial, or the wish for changes, and then people are asked again. */
function sentBack(state: 'denied' | 'changes-wanted'): Stage {
  return function* (context, key) {
    const { status } = yield* call(context, 'lookAtRound', key);
    if (status === 'elsewhere') return CONTINUE_AS_NEW;
    return yield* move(context, key, state, status === state ? 'give-back' : 'reopen');
  };
}

/** Looks once more whether the approval holds, copies the frozen files out and compares them with what was decided on. */
const release: Stage = function* (context, key) {
  const last = yield* call(context, 'checkRelease', key);
  if (last.kind === 'differs') return yield* fail(context, key, last.message, 'releasing');
  if (last.kind === 'held') {
    yield* waitOutHold(context, key, 'export-release');
    return CONTINUE_AS_NEW;
  }
  if (last.kind === 'take-back') {
    const { to, reason } = last;
    const { state } = yield* call(context, 'takeBack', { key, from: 'releasing', to, reason });
    return state;
  }
  if (last.kind === 'return') return yield* move(context, key, 'releasing', 'give-back');
  if (last.kind === 'reopen') {
    yield* call(context, 'reopenReview', { key });
    return yield* move(context, key, 'releasing', 'reopen');
  }
  return yield* carryOut(context, key, 'export-release', 'releasing', 'released');
};

const expired: Stage = (context, key) => move(context, key, 'expired', 'give-back');

const giveBack: Stage = (context, key) => carryOut(context, key, 'export-return', 'returning', 'returned');

function* carryOut(
  context: OrchestrationContext,
  key: OperationKey,
  step: 'export-release' | 'export-return',
  from: ExportState,
  end: 'released' | 'returned',
): Step<string> {
  const outcome = yield* transfer(context, key, step);
  return yield* whenDone(context, key, outcome, function* () {
    const verified = yield* call(context, 'verifyCopy', { key, step });
    if (verified.kind !== 'verified') {
      const message = verified.kind === 'differs' ? verified.message : 'The frozen copy changed';
      return yield* fail(context, key, message, from);
    }
    if (step === 'export-release') yield* call(context, 'writeReceipt', { key, kind: 'release' });
    return yield* move(context, key, from, end);
  });
}

const stages = {
  receiving: receive,
  checking: check,
  scanning: scan,
  freezing: freeze,
  inspecting: inspect,
  'in-review': review,
  denied: sentBack('denied'),
  'changes-wanted': sentBack('changes-wanted'),
  expired,
  releasing: release,
  returning: giveBack,
  withdrawing: waitUntilGone,
} satisfies Partial<Record<ExportState, Stage>>;

/** Lets a package out: wait, check, freeze, ask people, release or give back. Named so because `export` is a word of the language. */
export function* exportPackage(context: OrchestrationContext): Step<string> {
  return yield* runStages(context, stages);
}
