import { quarterOf } from '../base/time.ts';
import { factsOf } from '../lifecycle/advance.ts';
import { isRevealed } from '../notification/outside-view.ts';
import type { Operation, Transfer } from '../operation/operation.ts';
import type { Round } from '../review/round.ts';
import type { TraceSpan } from './trace-span.ts';

/**
 * The spans that came to an end when a row of the register was written: the state that was left, the transfers that were closed, and the whole
 * operation when it gave up its name for the first time. Its trace is all of one operation, however many days it runs. Those of a package
 * have rounded times and no counts, and begin when it is revealed outside; what came and went within a quarter of an hour has none: how often and when is a message.
 */
export function spansOfChange(before: Operation, after: Operation): TraceSpan[] {
  const parts = isRevealed(before) ? [...stateLeft(before, after), ...transfersClosed(before, after)] : [];
  const whole = isRevealed(after) ? operationEnded(before, after) : [];
  if (after.door === 'ingress') return [...parts, ...whole];
  return [...parts.map(rounded).filter(({ start, end }) => start < end), ...whole.map(rounded)];
}

function rounded<S extends Pick<TraceSpan, 'start' | 'end'>>(span: S): S {
  return { ...span, start: quarterOf(span.start), end: quarterOf(span.end) };
}

/** The span of a round that is closed; undefined while it is open. One that was opened again has a span for each close. */
export function spanOfRound(round: Round): TraceSpan | undefined {
  const { exportId, project, number, revision, status, openedAt, closedAt } = round;
  if (status === 'open' || closedAt === undefined) return undefined;
  return rounded({
    trace: exportId,
    id: `${exportId}/round-${number}/${revision}`,
    parent: exportId,
    name: 'round',
    start: openedAt,
    end: closedAt,
    attributes: {
      'sallyport.operation': exportId,
      'sallyport.project': project,
      'sallyport.round': number,
      'sallyport.outcome': status,
    },
  });
}

/** Nobody waits for what an ended operation rests in, so that has no span. */
function stateLeft(before: Operation, after: Operation): TraceSpan[] {
  if (after.revision === before.revision || !factsOf(before).open) return [];
  return [
    {
      trace: before.id,
      id: stateId(before),
      parent: before.id,
      name: before.state,
      start: before.since,
      end: after.since,
      ...(after.state === 'failed' ? { failed: true } : {}),
      attributes: {
        ...about(before),
        ...(before.door === 'ingress' ? { 'sallyport.revision': before.revision } : {}),
        'sallyport.outcome': after.state,
      },
    },
  ];
}

function transfersClosed(before: Operation, after: Operation): TraceSpan[] {
  const closed = ({ step, attempt }: Transfer) =>
    before.transfers.some((one) => one.step === step && one.attempt === attempt && one.closedAt !== undefined);
  return after.transfers.flatMap((transfer) => {
    const { step, attempt, status, runId, intendedAt, closedAt, held } = transfer;
    if (closedAt === undefined || closed(transfer)) return [];
    return [
      {
        trace: after.id,
        id: `${after.id}/${step}/${after.door === 'ingress' ? attempt : quarterOf(intendedAt)}`,
        // What is cleared after the end belongs to no state that is ever left.
        parent: factsOf(before).open ? stateId(before) : after.id,
        name: step,
        start: intendedAt,
        end: closedAt,
        ...(status === 'failed' ? { failed: true as const } : {}),
        attributes: {
          ...about(after),
          ...(after.door === 'ingress' ? { 'sallyport.attempt': attempt } : {}),
          'sallyport.outcome': status,
          ...(runId === undefined ? {} : { 'sallyport.run': runId }),
          ...(held === undefined ? {} : { 'sallyport.held': held }),
        },
      },
    ];
  });
}

function operationEnded(before: Operation, after: Operation): TraceSpan[] {
  if (!factsOf(before).open || factsOf(after).open || hadEnded(before)) return [];
  return [
    {
      trace: after.id,
      id: after.id,
      name: after.door,
      start: after.startedAt,
      end: after.since,
      attributes: { ...about(after), 'sallyport.outcome': after.state },
    },
  ];
}

/** Whether it had come to an end before, and was then revoked or retracted: its span was made at that end. */
function hadEnded({ takeBack, retraction }: Operation): boolean {
  return takeBack?.from === 'released' || (retraction !== undefined && retraction.unpublished === undefined);
}

function stateId({ id, door, revision, state, since }: Operation): string {
  return `${id}/${door === 'ingress' ? revision : `${state}/${quarterOf(since)}`}`;
}

function about({ id, door, project }: Operation): TraceSpan['attributes'] {
  return { 'sallyport.operation': id, 'sallyport.door': door, 'sallyport.project': project };
}
