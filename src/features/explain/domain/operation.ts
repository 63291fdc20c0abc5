import { doorFacts } from '../../../domain/base/door.ts';
import { DAY } from '../../../domain/base/time.ts';
import { explain, factsOf } from '../../../domain/lifecycle/advance.ts';
import { dueNames } from '../../../domain/lifecycle/due-receipts.ts';
import { usedByText } from '../../../domain/lifecycle/used-by.ts';
import { restsForPeople } from '../../../domain/notification/reminder.ts';
import { retractedText } from '../../../domain/operation/made-from.ts';
import type { Operation } from '../../../domain/operation/operation.ts';
import { isStalled } from '../../../domain/operation/outage.ts';
import { belongsTo } from '../../../domain/transfer/transfer.ts';
import { causeOf } from './causes.ts';
import type { ExplainedOperation, Situation } from './explained-operation.ts';
import type { ExplainedThing, Explanation, LastError, NextStep } from './explanation.ts';
import type { Findings } from './findings.ts';
import { runsOf, triedOf } from './runs.ts';
import { situationOf } from './situation.ts';
import { actSteps } from './steps/act-steps.ts';

export function explainOperation(from: ExplainedOperation): Explanation {
  const { operation, now, round, found, settings } = from;
  const situation = situationOf(from);
  const until = situation.until ?? null;
  return {
    about: aboutOf(operation),
    state: operation.state,
    sentence: [
      explain(operation, now, round),
      situation.note,
      found.recipients,
      usedByText(found.usedBy),
      retractedSentence(from),
      causeSentence(from),
    ]
      .filter(Boolean)
      .join(' '),
    waitsFor: situation.waitsFor,
    since: operation.since,
    until,
    overdue: isLate(from, until),
    owner: situation.turn,
    next: withEveryAct(situation, from),
    tried: triedOf(operation, found),
    lastError: lastErrorOf(operation, found),
    runs: runsOf(operation, settings),
    ...proofOf(operation),
  };
}

/** Where pages show that it left, by whose decisions, and that it was taken back. */
function proofOf(operation: Operation): Pick<Explanation, 'proof'> {
  const { door, project, id } = operation;
  const names = dueNames(operation).map((name) => name.slice(id.length + 1));
  if (!names.some((name) => name.startsWith('release'))) return {};
  const receipts = names.map((name) => ({
    what: `receipt ${name}`,
    path: `/api/ops/desk/${doorFacts(door).list}/${project}/${id}/receipts/${name}`,
  }));
  return { proof: [{ what: 'what left', path: `/api/ops/desk/releases?project=${project}` }, ...receipts] };
}

function aboutOf({ id, project, door, name }: Operation): ExplainedThing {
  return { kind: door === 'ingress' ? 'dataset' : 'package', id, project, door, name };
}

function retractedSentence({ found }: ExplainedOperation): string | undefined {
  const text = retractedText(found.retracted);
  return text && `${text}.`;
}

/** What the newest error means, where the sentence quotes it. */
function causeSentence({ operation, found }: ExplainedOperation): string | undefined {
  const { failure, trouble } = operation;
  const message = operation.state === 'failed' ? failure?.message : (trouble?.message ?? found.unreached[0]?.reason);
  const meaning = message === undefined ? undefined : causeOf(message)?.meaning;
  return meaning && `What that means: ${meaning}`;
}

/** After so many days of rest people are reminded. */
const restDays = 7;

function isLate({ operation, now, settings }: ExplainedOperation, until: string | null): boolean {
  if (factsOf(operation).owner === null) return false;
  if (isStalled(operation, now, settings.outageHours)) return true;
  if (restsForPeople(operation)) return now.getTime() - Date.parse(operation.since) >= restDays * DAY;
  return until !== null && operation.trouble === undefined && new Date(until) <= now;
}

/** The steps of the situation, then every other act that would be accepted, then what nobody can do by a command. */
function withEveryAct({ steps, refused }: Situation, from: ExplainedOperation): NextStep[] {
  const acts = actSteps(from).filter(({ act }) => act !== refused);
  const used = new Set(steps.flatMap(({ act }) => act ?? []));
  const all = [...steps, ...acts.filter(({ act }) => act === null || !used.has(act))];
  const isReady = ({ command }: NextStep) => command.length > 0 && !command.some((word) => /^<.*>$/.test(word));
  return [...all.filter(isReady), ...all.filter((step) => !isReady(step))];
}

/** What keeps an operation, or went wrong in its state last; null where nothing did. */
function lastErrorOf(operation: Operation, { untold, unreached }: Findings): LastError | null {
  const { failure, trouble, scan, state, transfers } = operation;
  if (state === 'failed' && failure !== undefined) return told(failure.message, failure.at);
  if (trouble !== undefined) return told(trouble.message, trouble.lastAt);
  if (state === 'scanning' && scan?.unscanned !== undefined) return told(scan.unscanned, scan.lookedAt);
  const last = transfers.findLast(({ step }) => belongsTo(step, state));
  if (last?.status === 'failed' && last.message !== undefined)
    return told(last.message, last.closedAt ?? last.intendedAt);
  const [someone] = unreached.toSorted((one, other) => (one.at < other.at ? 1 : -1));
  if (someone !== undefined) return told(someone.reason, someone.at);
  const telling = untold.findLast(({ message }) => message !== undefined);
  return telling?.message === undefined ? null : told(telling.message, telling.lastAt ?? telling.since);
}

function told(message: string, at: string): LastError {
  return { message, cause: causeOf(message)?.meaning ?? null, at };
}
