import { type Door, doorFacts } from '../base/door.ts';
import { limitWaiting } from '../operation/limit-wait.ts';
import type { Operation } from '../operation/operation.ts';
import type { Actor } from '../operation/operation-table.ts';
import { stateText } from '../operation/state-text.ts';
import { restsUnscanned } from '../transfer/scan-gate.ts';
import { type OperationEvent, rowsFrom } from './advance.ts';
import { waysOutOfFailure } from './failure-ways.ts';
import { whyNotWithdrawn } from './withdrawal.ts';

/** What people can ask of one operation, by `POST ops/{datasets|exports}/{project}/{id}/{path}`. */
export interface Act {
  readonly name: ActName;
  readonly path: string;
  /** The event that it brings about; an act that never moves an operation has none. */
  readonly event?: OperationEvent;
  /** States in which an operator may ask for it although it moves nothing. */
  readonly staysIn?: readonly string[];
  readonly doors: readonly Door[];
  /** Whether only an operator may ask for it who takes no part in the project. */
  readonly outsiders?: true;
  /** What the row of an operation must be like, in words, by its door and state; without an entry the state alone decides. */
  readonly limits?: Readonly<Record<string, string>>;
}

/** The most characters of a reason that is given for an act. */
export const longestActReason = 1000;

export type ActName =
  | 'retry'
  | 'stop'
  | 'discard'
  | 'retract'
  | 'giveBack'
  | 'withdraw'
  | 'takeBack'
  | 'revoke'
  | 'extend'
  | 'resend'
  | 'withoutEvidence'
  | 'passLimit';

const both = ['ingress', 'export'] as const;

const notScanned = 'once it rests because it was not scanned';
const noEvidence = 'where its project wants files to be opened and there is no evidence of them, and with a second one';

const table = [
  {
    name: 'retry',
    path: 'retry',
    event: 'retry',
    // Looking at the verdicts again moves nothing.
    staysIn: ['scanning'],
    doors: both,
    limits: { 'ingress scanning': notScanned, 'export scanning': notScanned },
  },
  { name: 'stop', path: 'stop', event: 'fail', doors: both },
  {
    name: 'discard',
    path: 'discard',
    event: 'discard',
    doors: both,
    limits: {
      'ingress failed': 'while its originals cannot be gone',
      'export failed': 'while it is not frozen, or once its frozen copy is lost',
    },
  },
  {
    name: 'giveBack',
    path: 'give-back',
    event: 'give-back',
    doors: ['export'],
    limits: { 'export failed': 'once it is frozen, while that copy stands and nothing of it may be outside' },
  },
  {
    name: 'withdraw',
    path: 'withdraw',
    event: 'withdraw',
    doors: both,
  },
  {
    name: 'takeBack',
    path: 'take-back',
    event: 'take-back',
    doors: ['export'],
    limits: { 'export failed': 'when it failed while it was released' },
  },
  { name: 'revoke', path: 'revoke', event: 'revoke', doors: ['export'] },
  { name: 'retract', path: 'retract', event: 'retract', doors: ['ingress'] },
  ofRounds('extend'),
  ofRounds('resend'),
  {
    name: 'withoutEvidence',
    path: 'without-evidence',
    staysIn: ['inspecting', 'in-review'],
    doors: ['export'],
    outsiders: true,
    limits: { 'export inspecting': noEvidence, 'export in-review': noEvidence },
  },
  {
    name: 'passLimit',
    path: 'pass-limit',
    staysIn: ['releasing'],
    doors: ['export'],
    outsiders: true,
    limits: { 'export releasing': 'while it waits for a limit of its project, and with a second one' },
  },
] as const satisfies readonly Act[];

/** Every act, once: routes, refusals and `docs/ways-out.md` follow from it. Who may do it in which state, the rows of the state tables say. */
export const acts: readonly Act[] = table;

export type ActAt<At extends Door> = ActWith<(typeof table)[number], At>;
type ActWith<Entry, At> = Entry extends { readonly doors: readonly (infer Of)[]; readonly name: infer Name }
  ? At extends Of
    ? Name
    : never
  : never;

/** What an operator does to the round of a package; somebody who takes part in the project would act on a review of their own. */
function ofRounds<Name extends 'extend' | 'resend'>(name: Name) {
  return {
    name,
    path: name,
    staysIn: ['in-review'],
    doors: ['export'],
    outsiders: true,
    limits: { 'export in-review': 'while its round is open' },
  } as const satisfies Act;
}

export type Requester = 'operator' | 'owner' | 'researcher';

/** Route of an act at a door, below /api. */
export function routeOfAct({ path }: Pick<Act, 'path'>, door: Door) {
  return `ops/${doorFacts(door).list}/{project}/{id}/${path}` as const;
}

export function actOf(name: ActName): Act {
  const act = acts.find((one) => one.name === name);
  if (!act) throw new Error(`There is no act '${name}'`);
  return act;
}

/** Who may do the act while an operation is in the state. Operators may do whatever the senders of the door may. */
export function whoMay(act: Act, door: Door, state: string): readonly Requester[] {
  if (!act.doors.includes(door)) return [];
  if (act.staysIn?.includes(state)) return ['operator'];
  const rows = rowsFrom(door, state).filter(({ event }) => event === act.event);
  // The flow fails what an operator stops, so the row is the control plane's.
  if (act.name === 'stop') return rows.length > 0 ? ['operator'] : [];
  return rows.flatMap(({ by }) => askersOf[by] ?? []).filter((requester, at, all) => all.indexOf(requester) === at);
}

const askersOf: Readonly<Partial<Record<Actor, readonly Requester[]>>> = {
  operator: ['operator'],
  owner: ['owner', 'operator'],
  researcher: ['researcher', 'operator'],
};

export function isForSenders(act: Act, door: Door): boolean {
  const states = new Set(rowsFrom(door).map(({ from }) => from));
  return [...states].some((state) => whoMay(act, door, state).some((requester) => requester !== 'operator'));
}

/** Why nobody can do the act now, in a sentence that names what is possible; undefined when somebody can. */
export function whyNotNow(act: Act, operation: Operation): string | undefined {
  const { door, state } = operation;
  const inState = whoMay(act, door, state).length > 0;
  const closed = whyClosed(act, operation);
  return inState && closed === undefined ? undefined : notPossible(act, operation, closed);
}

export function notPossible(act: Act, operation: Operation, closed?: string): string {
  const { door, id, state } = operation;
  const why = closed === undefined ? '' : ` ${closed}.`;
  const open = possibleActs(operation).map(({ path }) => path);
  const then = open.length === 0 ? 'Nothing can be asked of it now' : `Possible now: ${open.join(', ')}`;
  return `The ${doorFacts(door).noun} ${id} is ${stateText(state)}: '${act.path}' is not possible.${why} ${then}`;
}

export function possibleActs(operation: Operation): readonly Act[] {
  const { door, state } = operation;
  return acts.filter((act) => whoMay(act, door, state).length > 0 && whyClosed(act, operation) === undefined);
}

/** Why the row of an operation does not let it take the act, whatever its state's table says. */
function whyClosed({ name, path }: Act, operation: Operation): string | undefined {
  if (name === 'extend' || name === 'resend') return whyNobodyDecides(operation);
  if (name === 'withoutEvidence') return whyNobodyDecides(operation) ?? whyEvidenceStands(operation);
  if (name === 'passLimit') return whyNotPassed(operation);
  if (name === 'withdraw') return whyNotWithdrawn(operation);
  if (name === 'retry' && operation.state === 'scanning' && !restsUnscanned(operation))
    return 'It waits for the scanner by itself and does not rest yet';
  if (operation.state !== 'failed') return undefined;
  const ways: Readonly<Record<string, string | undefined>> = waysOutOfFailure(operation);
  return ways[path];
}

/** Why nobody decides about a package any more although its state says so; undefined when people may. */
function whyNobodyDecides({ state, withdrawal, stop }: Operation): string | undefined {
  if (state !== 'in-review' && state !== 'inspecting') return undefined;
  if (stop !== undefined) return 'It is to stop';
  return withdrawal === undefined ? undefined : 'It was withdrawn and goes back';
}

function whyNotPassed(operation: Operation): string | undefined {
  const waiting = limitWaiting(operation);
  if (operation.stop !== undefined) return 'It is to stop';
  if (waiting === undefined) return 'It does not wait for a limit';
  return waiting.passed === undefined ? undefined : 'Two operators let it pass already';
}

function whyEvidenceStands({ inspection }: Operation): string | undefined {
  return inspection === undefined || 'missing' in inspection.evidence ? undefined : 'There is evidence about its files';
}
