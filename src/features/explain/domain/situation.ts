import { nextOfClosing } from '../../../domain/definition/closing.ts';
import { factsOf, missingText } from '../../../domain/lifecycle/advance.ts';
import { closingLine } from '../../../domain/lifecycle/retraction.ts';
import { isToBeClosed } from '../../../domain/lifecycle/unpublished.ts';
import { isNoted } from '../../../domain/lifecycle/withdrawal.ts';
import { heldBy } from '../../../domain/operation/hold.ts';
import { inspectionEnd, waitsOverTime } from '../../../domain/operation/inspection-wait.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import { nextTry } from '../../../domain/operation/outage.ts';
import { awaitedUntil, purposeWait } from '../../../domain/operation/purpose.ts';
import { rulesAt } from '../../../domain/project/project.ts';
import { longestScanWait, restsUnscanned } from '../../../domain/transfer/scan-gate.ts';
import { actStepOf } from './act-steps.ts';
import { administrator, operators, senders } from './assignees.ts';
import { deleteByHand, markerStep } from './blob-steps.ts';
import { causeOf } from './causes.ts';
import { byHand } from './commands.ts';
import { deploymentStep } from './deployment-step.ts';
import { type ExplainedOperation, type Situation, waitStep } from './explained-operation.ts';
import type { NextActor, NextStep, Part } from './explanation.ts';
import { failureSteps } from './failure-steps.ts';
import { namingDefinition } from './project-status.ts';
import { definitionSteps, liftSteps, writeDefinition } from './project-steps.ts';
import { repairRoom, withoutEvidence } from './reading-room.ts';
import { reviewSituation } from './review.ts';
import { secretSteps } from './secret-steps.ts';
import { staleRow } from './stale-row.ts';

/** What an operation is in the middle of. What keeps it from its state's own work comes before that work. */
export function situationOf(from: ExplainedOperation): Situation {
  const { operation } = from;
  const found =
    ended(from) ??
    begunByNewer(from) ??
    withoutDefinition(from) ??
    onItsWayOut(from) ??
    inTrouble(from) ??
    held(from) ??
    closedDown(from) ??
    (situations[operation.state] ?? atWork)(from);
  return found;
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

/** Nobody has to do anything any more, whatever still could be asked. */
function ended(from: ExplainedOperation): Situation | undefined {
  const { owner, waitsFor } = factsOf(from.operation);
  if (owner !== null) return undefined;
  return {
    turn: null,
    waitsFor,
    steps: [waitStep(from, 'It has ended, and nothing is to be done.'), ...tellByHand(from)],
  };
}

/** Mails that nobody tries any more. */
function tellByHand({ found, standing }: ExplainedOperation): NextStep[] {
  return found.untold
    .filter(({ givenUpAt }) => givenUpAt !== undefined)
    .map(({ about, message, since }) =>
      byHand({
        who: operators(namingDefinition(standing)),
        what: `Tell the people yourself that it is ${about} since ${since}.`,
        why: `Not everybody could be told for seven days, and nobody tries any more: ${message ?? 'no reason was noted'}`,
      }),
    );
}

/** A deployment put an older app in the place of the one that began it. The task hub keeps it, and nothing here can. */
function begunByNewer(from: ExplainedOperation): Situation | undefined {
  const { newerVersion } = from.found;
  if (newerVersion === undefined) return undefined;
  const back = byHand({
    who: administrator,
    what: `Deploy the app again whose orchestrations have version ${newerVersion}, or a newer one.`,
    why: 'It then goes on where it stood, with all that people decided meanwhile. An older app does not know its steps.',
  });
  return {
    turn: 'administrator',
    waitsFor: 'the newer version of the app to be back',
    steps: [back, waitStep(from, 'It goes on by itself once that is deployed.')],
    note: `It was begun by a newer version of the app (${newerVersion}), which is not deployed now.`,
  };
}

function withoutDefinition(from: ExplainedOperation): Situation | undefined {
  const { standing } = from;
  if (standing.broken === undefined) return undefined;
  const steps = definitionSteps(standing);
  const [first] = steps;
  const wait = waitStep(from, 'Once a definition is in force that can be used, it goes on by itself.');
  return {
    turn: turnOf(first?.who.part),
    waitsFor: 'a definition of its project that can be used',
    steps: [...steps, ...(steps.length === 0 ? [writeDefinition(standing)] : []), wait],
    note: `The stored definition of ${standing.id} is refused by the rules of today, so the project stands still.`,
  };
}

function turnOf(part: Part | undefined): NextActor {
  if (part === undefined) return 'operator';
  return part === 'approver' ? 'approvers' : part;
}

/** It stops, or was withdrawn and goes back. */
function onItsWayOut(from: ExplainedOperation): Situation | undefined {
  const { stop, withdrawal, state } = from.operation;
  const byItself = (waitsFor: string): Situation => {
    return { turn: 'system', waitsFor, steps: [waitStep(from, 'It ends by itself.')] };
  };
  if (stop !== undefined) return mendedFirst(from, byItself('its runs to end; then it is failed'));
  if (withdrawal === undefined || !isNoted(state)) return undefined;
  return mendedFirst(from, byItself('its way back to the researchers'));
}

/** Where a service is away without which nothing ends, that comes first. */
function mendedFirst(from: ExplainedOperation, situation: Situation): Situation {
  return from.operation.trouble === undefined ? situation : (inTrouble(from) ?? situation);
}

function inTrouble(from: ExplainedOperation): Situation | undefined {
  const { operation, found, settings } = from;
  const { trouble } = operation;
  if (trouble === undefined) return undefined;
  if (trouble.stale !== undefined) return staleRow(from, trouble.stale);
  const until = nextTry(trouble).toISOString();
  const mends = secretSteps(found, settings);
  const wait = waitStep(from, `It is tried again by itself, the next time at ${until}, for as long as it takes.`);
  const snapshot = causeOf(trouble.message)?.id === 'role-missing' ? [deploymentStep(from)] : [];
  const turn = mends.length === 0 ? 'system' : 'administrator';
  return { turn, waitsFor: 'a service that does not answer as it must', until, steps: [...mends, wait, ...snapshot] };
}

function held(from: ExplainedOperation): Situation | undefined {
  const { operation, standing } = from;
  if (operation.hold === undefined) return undefined;
  const hold = heldBy(standing.holds ?? []);
  const waitsFor = 'the hold of its project to end';
  if (hold === undefined)
    return { turn: 'system', waitsFor, steps: [waitStep(from, 'The hold is over, and it goes on within minutes.')] };
  const lifts = liftSteps(standing);
  const wait = waitStep(from, 'It goes on by itself when the hold ends.');
  if (hold.until === undefined) return { turn: 'operator', waitsFor, steps: [...lifts, wait] };
  return { turn: 'system', waitsFor, until: hold.until, steps: [wait, ...lifts] };
}

/** The sweep of a closed project does what people could ask for. */
function closedDown(from: ExplainedOperation): Situation | undefined {
  const { operation, standing, now } = from;
  const project = standing.inForce;
  if (project?.closed === undefined || heldBy(standing.holds ?? []) !== undefined) return undefined;
  const step = nextOfClosing(operation, { ...project, closed: project.closed }, now);
  if (step.kind !== 'act') return undefined;
  const waitsFor = 'the next sweep, which brings it to its end since the project is closed';
  return {
    turn: 'system',
    waitsFor,
    steps: [waitStep(from, 'Its project is closed, and everything in it comes to its end by itself.')],
  };
}

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
      why: `The project wants to know it before anybody is asked; its researchers are reminded at ${until}. Else the package can be withdrawn.`,
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
