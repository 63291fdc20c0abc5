import { nextOfClosing } from '../../../domain/definition/closing.ts';
import { factsOf, limitWait } from '../../../domain/lifecycle/advance.ts';
import { isNoted } from '../../../domain/lifecycle/withdrawal.ts';
import { heldBy } from '../../../domain/operation/hold.ts';
import { limitWaiting } from '../../../domain/operation/limit-wait.ts';
import { nextTry } from '../../../domain/operation/outage.ts';
import { administrator, operators } from './assignees.ts';
import { causeOf } from './causes.ts';
import { byHand } from './commands.ts';
import { type ExplainedOperation, type Situation, waitStep } from './explained-operation.ts';
import type { NextActor, NextStep, Part } from './explanation.ts';
import { namingDefinition } from './project-status.ts';
import { staleRow } from './stale-row.ts';
import { actStepOf } from './steps/act-steps.ts';
import { deploymentStep } from './steps/deployment-step.ts';
import { definitionSteps, liftSteps, writeDefinition } from './steps/project-steps.ts';
import { secretSteps } from './steps/secret-steps.ts';

/** What keeps an operation from its state's own work, where something does. */
export function inTheWay(from: ExplainedOperation): Situation | undefined {
  return (
    ended(from) ??
    begunByNewer(from) ??
    withoutDefinition(from) ??
    onItsWayOut(from) ??
    inTrouble(from) ??
    held(from) ??
    limited(from) ??
    closedDown(from)
  );
}

/** Nobody has to do anything any more, whatever still could be asked. */
function ended(from: ExplainedOperation): Situation | undefined {
  const { owner, waitsFor } = factsOf(from.operation);
  if (owner !== null) return undefined;
  return {
    turn: null,
    waitsFor,
    steps: [waitStep(from, 'It has ended.'), ...tellByHand(from)],
  };
}

/** Mails that nobody tries any more. */
function tellByHand({ found, standing }: ExplainedOperation): NextStep[] {
  return found.untold
    .filter(({ givenUpAt }) => givenUpAt !== undefined)
    .map(({ about, message, since }) =>
      byHand({
        who: operators(namingDefinition(standing)),
        what: `Tell the people yourself that it has been ${about} since ${since}.`,
        why: `Not everybody could be told within seven days, and nobody tries any more: ${message ?? 'no reason was noted'}`,
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

export function turnOf(part: Part | undefined): NextActor {
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

/** Nothing but time, two operators or a higher limit lets a package out that was approved. */
function limited(from: ExplainedOperation): Situation | undefined {
  const { operation } = from;
  const waitsFor = limitWait(operation);
  const until = limitWaiting(operation)?.until;
  if (waitsFor === undefined) return undefined;
  const pass = actStepOf(from, 'passLimit') ?? [];
  const wait = waitStep(from, 'It goes on by itself once it fits, or its limit is raised (`egress.limits`).');
  if (until === undefined) return { turn: 'operator', waitsFor, steps: [pass, wait].flat() };
  return { turn: 'system', waitsFor, until, steps: [wait, pass].flat() };
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
