import { doorFacts } from '../../../../domain/base/door.ts';
import { type Act, type ActName, possibleActs, routeOfAct, whoMay } from '../../../../domain/lifecycle/acts.ts';
import { inspectionEnd } from '../../../../domain/operation/inspection-wait.ts';
import type { Operation } from '../../../../domain/operation/operation.ts';
import { stateText } from '../../../../domain/operation/state-text.ts';
import { extendedRound, mostBusinessDays, resentRound } from '../../../../domain/review/change-round.ts';
import type { Decision } from '../../../../domain/review/decision.ts';
import { viewingRequirement } from '../../../../domain/review/evidence-requirements.ts';
import type { Round } from '../../../../domain/review/round.ts';
import { operators } from '../assignees.ts';
import { ourStep } from '../commands.ts';
import type { Assignee, NextStep } from '../explanation.ts';
import { namingDefinition, type ProjectStatus } from '../project-status.ts';

/** What acts are chosen from: an operation, its newest round and the decisions that the viewer may see, at a time. */
export interface ActingOn {
  readonly operation: Operation;
  readonly round?: Round;
  readonly decisions: readonly Decision[];
  readonly standing: ProjectStatus;
  readonly now: Date;
}

interface ActWords {
  readonly what: string;
  readonly reason: string;
  readonly words?: readonly string[];
  readonly body?: Readonly<Record<string, unknown>>;
}

/** A step for each act that would be accepted now, in the order of `preference`. */
export function actSteps(on: ActingOn): NextStep[] {
  const steps = possibleActs(on.operation).flatMap((act) => actStep(on, act) ?? []);
  return steps.sort((one, other) => rank(one) - rank(other));
}

/** The step of one act; undefined where it would be refused. */
export function actStepOf(on: ActingOn, name: ActName): NextStep | undefined {
  const act = possibleActs(on.operation).find((one) => one.name === name);
  return act === undefined ? undefined : actStep(on, act);
}

/** What leads on comes first, and what cannot be taken back last. */
const preference: readonly ActName[] = [
  'retry',
  'resend',
  'extend',
  'withoutEvidence',
  'passLimit',
  'giveBack',
  'withdraw',
  'takeBack',
  'discard',
  'stop',
  'revoke',
  'retract',
];

function rank({ act }: NextStep): number {
  return act === null ? -1 : preference.indexOf(act);
}

function actStep(on: ActingOn, act: Act): NextStep | undefined {
  const { operation } = on;
  const words = wordsOf[act.name](on);
  if (words === undefined) return undefined;
  const { what, reason, words: more = [], body = {} } = words;
  const path = routeOfAct(act, operation.door).replace('{project}', operation.project).replace('{id}', operation.id);
  return ourStep(
    [act.path, operation.id, ...more],
    reason,
    { method: 'POST', path, body },
    {
      who: takerOf(on, act),
      what,
      why: whyOf(on, act),
      act: act.name,
    },
  );
}

function takerOf({ standing }: ActingOn, act: Act): Assignee {
  return operators(namingDefinition(standing), { outsiders: act.outsiders === true });
}

/** Who else may ask for it, so that the operator need not be found. */
function whyOf({ operation: { door, state } }: ActingOn, act: Act): string {
  const others = whoMay(act, door, state).filter((requester) => requester !== 'operator');
  const may = others.length === 0 ? '' : ` ${door === 'ingress' ? 'A data owner' : 'A researcher'} may do so too.`;
  return `It is ${stateText(state)}, and '${act.path}' is possible there.${may}`;
}

const wordsOf: Readonly<Record<ActName, (on: ActingOn) => ActWords | undefined>> = {
  retry: ({ operation }) =>
    operation.state === 'scanning'
      ? {
          what: 'The verdicts of the scanner are looked at again, with half an hour of new patience.',
          reason: 'The verdicts of the scanner are to be looked at again',
        }
      : {
          what: `It goes on from where it failed (${stateText(operation.failure?.state ?? 'its last state')}), with new attempts.`,
          reason: `It failed while it was ${stateText(operation.failure?.state ?? 'under way')}, and is to go on`,
        },
  stop: () => ({
    what: 'Its runs are cancelled and waited for; what they did is written down, and it is failed then.',
    reason: 'It is to stop',
  }),
  discard: ({ operation }) => ({
    what: discardText(operation),
    reason: `It is ${stateText(operation.state)} and is not to go on`,
  }),
  giveBack: () => ({
    what: 'Data Factory copies the frozen files back to the researchers, and nobody is asked about them any more.',
    reason: 'It cannot go on and goes back to its researchers',
  }),
  withdraw: ({ operation }) => ({
    what: isBeforeFreeze(operation)
      ? 'It is taken back: its name is free once its files are gone from the door, changed or discarded.'
      : 'It goes back to its researchers, and nobody is asked about it any more.',
    reason: 'It is taken back',
  }),
  takeBack: ({ operation }) => ({
    what: 'Every run of the release is cancelled and what is outside is deleted; then it goes where you say: to its approvers again, back to its researchers or to its end.',
    reason: 'The release is taken back',
    words: ['--to', endOf(operation)],
    body: { to: endOf(operation) },
  }),
  revoke: () => ({
    what: 'What was released is deleted outside, and it ends as revoked.',
    reason: 'What was released is taken back',
  }),
  retract: () => ({
    what: 'This version is closed to people, and its files are deleted as soon as their retention allows.',
    reason: 'This version is not to be used any more',
  }),
  extend: extension,
  resend: newLinks,
  withoutEvidence,
  passLimit: ({ operation }) => ({
    what: 'Once two operators who take no part in the project have asked for it, the package is released past the limits of its project, this once.',
    reason: 'It has to leave before it fits',
    body: { digest: operation.package?.digest ?? '' },
  }),
};

const asking = { by: 'explain', reason: 'explain' };

/** The longest time that the project gives a review now. */
function extension(on: ActingOn): ActWords | undefined {
  const { round, standing } = on;
  const project = standing.inForce;
  if (round === undefined || project === undefined) return undefined;
  const days = Array.from({ length: mostBusinessDays }, (_none, index) => mostBusinessDays - index);
  const businessDays = days.find((count) =>
    isAccepted(() => extendedRound({ ...standingRound(on, round), project }, { businessDays: count }, asking)),
  );
  if (businessDays === undefined) return undefined;
  return {
    what: `The approvers get ${businessDays} business days from now on, which is the most that the project gives; those who have not decided are told.`,
    reason: 'The approvers need more time',
    words: ['--business-days', String(businessDays)],
    body: { businessDays },
  };
}

function newLinks(on: ActingOn): ActWords | undefined {
  const { round } = on;
  if (round === undefined || !isAccepted(() => resentRound(standingRound(on, round), undefined, asking)))
    return undefined;
  return {
    what: 'Whoever may still decide gets a mail with new links; the links before are dead at once.',
    reason: 'The approvers are to get new links',
  };
}

/** Only where nobody can approve it, and no time ends that. */
function withoutEvidence({ operation, round, standing, now }: ActingOn): ActWords | undefined {
  const { state, package: frozen, withoutEvidenceAsked: asked, withoutEvidence: agreed } = operation;
  const isRequired = standing.inForce?.egress.disclosure.viewing === 'required';
  const isVain =
    state === 'inspecting'
      ? isRequired && agreed === undefined && now >= inspectionEnd(operation)
      : round?.status === 'open' && viewingRequirement(round) === 'impossible';
  if (!isVain || frozen === undefined) return undefined;
  const before = asked === undefined ? '' : ` ${asked.by.name} asked for it at ${asked.askedAt}: ${asked.reason}.`;
  return {
    what: `Once two operators who take no part in the project have asked for it, its approvers are asked without evidence, and have to write why they approve.${before}`,
    reason: 'The reading room cannot look into it',
    body: { digest: frozen.digest },
  };
}

function standingRound({ decisions, now }: ActingOn, round: Round) {
  return { round, decisions, now };
}

function isAccepted(change: () => unknown): boolean {
  try {
    change();
    return true;
  } catch {
    return false;
  }
}

function isBeforeFreeze({ door, state }: Operation): boolean {
  return door === 'ingress' || ['receiving', 'checking', 'scanning'].includes(state);
}

function endOf({ round }: Operation): 'in-review' | 'returning' {
  return round === undefined ? 'returning' : 'in-review';
}

function discardText({ door, package: frozen }: Operation): string {
  const { noun, container } = doorFacts(door);
  const where = frozen === undefined ? container : 'review';
  return `Data Factory deletes the files of the ${noun} in ${where}, and its name is free then; whoever sent it sends it again.`;
}
