import { factsOf, missingText } from '../../../domain/lifecycle/advance.ts';
import { closingLine } from '../../../domain/lifecycle/retraction.ts';
import { isToBeClosed } from '../../../domain/lifecycle/unpublished.ts';
import { inspectionEnd, waitsOverTime } from '../../../domain/operation/inspection-wait.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import { awaitedUntil, purposeWait } from '../../../domain/operation/purpose.ts';
import { rulesAt } from '../../../domain/project/project.ts';
import { longestScanWait, restsUnscanned } from '../../../domain/transfer/scan-gate.ts';
import { administrator, senders } from './assignees.ts';
import { byHand } from './commands.ts';
import { type ExplainedOperation, type Situation, waitStep } from './explained-operation.ts';
import type { NextStep } from './explanation.ts';
import { inTheWay, turnOf } from './in-the-way.ts';
import { namingDefinition } from './project-status.ts';
import { repairRoom, withoutEvidence } from './reading-room.ts';
import { reviewSituation } from './review.ts';
import { actStepOf } from './steps/act-steps.ts';
import { deleteByHand, markerStep } from './steps/blob-steps.ts';
import { failureSteps } from './steps/failure-steps.ts';

/** What an operation is in the middle of. What keeps it from its state's own work comes before that work. */
export function situationOf(from: ExplainedOperation): Situation {
  return inTheWay(from) ?? (situations[from.operation.state] ?? atWork)(from);
}

const situations: Readonly<Record<string, (from: ExplainedOperation) => Situation>> = {
  receiving,
  scanning,
  inspecting,
  'in-review': inReview,
  withdrawing: atTheDoor,
  rejected: atTheDoor,
  failed,
  retracting: toBeClosed,
};

function atWork(from: ExplainedOperation): Situation {
  const { waitsFor, owner } = factsOf(from.operation);
  return { turn: owner, waitsFor, steps: [waitStep(from, 'It goes on by itself.')] };
}

function receiving(from: ExplainedOperation): Situation {
  const { operation, standing } = from;
  const { retriedAt, startedAt, door, missing } = operation;
  const hours = standing.inForce && rulesAt(door, standing.inForce).giveUpHours;
  const until =
    hours === undefined
      ? {}
      : { until: new Date(Date.parse(retriedAt ?? startedAt) + hours * 3_600_000).toISOString() };
  const work = { ...atWork(from), ...until };
  if (missing === undefined) return work;
  return { ...work, waitsFor: missingText, steps: [markerStep(from), ...work.steps] };
}

function scanning(from: ExplainedOperation): Situation {
  const { operation } = from;
  const { scan, since } = operation;
  if (!restsUnscanned(operation)) {
    const until = new Date(Date.parse(scan?.since ?? since) + longestScanWait).toISOString();
    return { ...atWork(from), until };
  }
  const wait = waitStep(from, 'It goes on by itself when a clean verdict comes.');
  const [retry, discard] = (['retry', 'discard'] as const).map((name) => actStepOf(from, name) ?? []);
  // Looking again in vain shows that the scanner is not back. The upload must not go for that.
  const wasLookedAgain = scan !== undefined && scan.since > since;
  const first = wasLookedAgain ? [wait, turnScannerOn, retry] : [retry, wait, turnScannerOn];
  return {
    turn: wasLookedAgain ? 'administrator' : 'operator',
    waitsFor: 'a clean verdict about each file, or an operator',
    steps: [...first, discard].flatMap((step) => step ?? []),
  };
}

const turnScannerOn = byHand({
  who: administrator,
  what: 'See whether Defender for Storage scans the account and is below its monthly limit, and scan what lies there on demand.',
  why: 'Nothing that the control plane does can replace a verdict.',
});

function inspecting(from: ExplainedOperation): Situation {
  const until = inspectionEnd(from.operation).toISOString();
  const definition = namingDefinition(from.standing);
  if (definition?.egress.disclosure.viewing !== 'required') {
    const wait = waitStep(from, `At ${until} its approvers are asked without evidence, and operators are told.`);
    return { ...atWork(from), until, steps: [wait] };
  }
  // Nothing ends by itself what somebody inside could wait out.
  const wait = waitStep(from, `Nobody is asked without evidence. When there is none at ${until}, operators are told.`);
  return waitsOverTime(from.operation, from.now)
    ? { ...atWork(from), turn: 'operator', steps: [wait, repairRoom, ...withoutEvidence(from)] }
    : { ...atWork(from), steps: [wait] };
}

function inReview(from: ExplainedOperation): Situation {
  const { operation, round, standing } = from;
  const until = awaitedUntil(operation);
  if (until !== undefined) {
    const step = byHand({
      who: senders(namingDefinition(standing), 'export', from.now),
      what: 'A researcher types why the package is sent, on its page at /api/mine.',
      why: `The project wants to know it before anybody is asked; its researchers are reminded at ${until}. Without a purpose the package can only be withdrawn.`,
    });
    // It ends by no time, so nobody may count on waiting.
    return { turn: 'researcher', waitsFor: purposeWait, steps: [step] };
  }
  return round === undefined || round.status !== 'open' ? atWork(from) : reviewSituation(from, round);
}

/** Files lie at the door that have to go before the name is free. */
function atTheDoor(from: ExplainedOperation): Situation {
  const { operation, found } = from;
  const { waitsFor } = factsOf(operation);
  const discard = found.isLeftToHands ? undefined : actStepOf(from, 'discard');
  return {
    turn: found.isLeftToHands ? 'administrator' : 'operator',
    waitsFor,
    steps: [
      ...(found.isLeftToHands ? [deleteByHand(from)] : []),
      ...(discard === undefined ? [] : [discard]),
      ...(operation.state === 'withdrawing' ? [waitStep(from, 'It ends by itself once its files are gone.')] : []),
      ...closeToPeople(operation),
    ],
    ...(found.isLeftToHands ? { refused: 'discard' } : {}),
  };
}

function failed(from: ExplainedOperation): Situation {
  const steps = failureSteps(from);
  const { waitsFor } = factsOf(from.operation);
  const refused = from.found.isLeftToHands ? ({ refused: 'discard' } as const) : {};
  return {
    turn: turnOf(steps[0]?.who.part),
    waitsFor,
    steps: [...steps, ...closeToPeople(from.operation)],
    ...refused,
  };
}

function toBeClosed(from: ExplainedOperation): Situation {
  const { operation } = from;
  const until = operation.retraction?.restorableUntil;
  const work = atWork(from);
  return { ...work, ...(until === undefined ? {} : { until }), steps: [...work.steps, ...closeToPeople(operation)] };
}

/** What only a deployment does: to close to people what lies in `datasets` and is not published any more. */
function closeToPeople(operation: Operation): NextStep[] {
  if (!isToBeClosed(operation) || operation.version === undefined) return [];
  const why = 'Researchers can read it by its path until then.';
  return [byHand({ who: administrator, what: closingLine(operation), why })];
}
