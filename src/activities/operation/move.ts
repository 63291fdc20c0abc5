import type { Door } from '../../domain/base/door.ts';
import { IllegalMove } from '../../domain/base/errors.ts';
import { advance, type OperationEvent } from '../../domain/lifecycle/advance.ts';
import { endsBeforeFreeze } from '../../domain/lifecycle/revealed-ends.ts';
import { notificationKindOf, pendingAfter } from '../../domain/notification/pending-work.ts';
import { datasetRows } from '../../domain/operation/dataset.ts';
import { exportRows } from '../../domain/operation/export.ts';
import { failureIn, type Operation, type OperationKey } from '../../domain/operation/operation.ts';
import { timeOfMove } from '../../domain/transfer/row-time.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Ports } from '../../ports/ports.ts';
import { requireOperation } from './operations.ts';
import { writePendingLines } from './pending-lines.ts';
import { eventOf } from './record.ts';
import { mayRevealEnd } from './reveal-end.ts';

export type MovePorts = Pick<Ports, 'register' | 'projects' | 'audit' | 'clock'>;

/** One change of state. `message` says why an operation failed; `actor` is the person who asked for it with `reason`, if one did. */
export interface Move {
  readonly key: OperationKey;
  readonly from: string;
  readonly event: OperationEvent;
  readonly message?: string;
  readonly actor?: string;
  readonly reason?: string;
}

/** Gives the fields that a move writes beside the state, from the row before it and the time of the move. */
export type Noted = (operation: Operation, now: string) => Partial<Operation>;

/**
 * Moves an operation. The row, its audit line and whom to tell are written in one transaction, so of two moves that compete one leaves a
 * line and the other nothing; then the line is brought into the chain. A repeat finds the operation moved already and only makes sure of
 * the line. `noted` gives fields that the move writes beside the state. Throws IllegalMove.
 */
export async function moveOperation(
  ports: MovePorts,
  { key, from, event, message, actor, reason }: Move,
  noted: Noted = () => ({}),
): Promise<Operation> {
  let written = ports.register.lately(key);
  const moved = await onConflictAgain(async () => {
    const { value, etag } = written?.value.state === from ? written : await requireOperation(ports.register, key);
    written = undefined;
    if (value.state !== from) {
      if (leadsTo(value.door, from, event, value.state)) return value;
      throw new IllegalMove(
        `The operation ${key.id} is '${value.state}', so '${event}' from '${from}' is no longer possible`,
      );
    }
    // A line that the audit refuses shows an old row: nothing is moved on from there.
    await writePendingLines(ports, value);
    const now = timeOfMove(value, ports.clock.now());
    const failure = message === undefined ? undefined : failureIn(from, message, now);
    const next = await withItsEnd(ports, value, { ...advance(value, event, now, failure), ...noted(value, now) });
    const line = eventOf(
      next,
      {
        id: `${next.revision}.${event}`,
        kind: `${next.door}.${next.state}`,
        ...(actor === undefined ? {} : { actor }),
        data: { name: next.name, from, event, ...(reason === undefined ? {} : { reason }), ...detailsOf(next) },
      },
      now,
    );
    return (await ports.register.move({ value: next, etag }, pendingAfter(next, line))).value;
  });
  await writePendingLines(ports, moved);
  return moved;
}

/**
 * The same for an orchestration, which may not have heard yet that people moved the operation elsewhere: then it goes on from there.
 * `tells`: people are to be told of the state at once; of a move behind which the operation goes on the sweep tells them.
 */
export async function moveOrFollow(
  ports: MovePorts,
  move: Move,
  noted?: Noted,
): Promise<{ readonly operation: Operation; readonly tells: boolean }> {
  try {
    const operation = await moveOperation(ports, move, noted);
    return { operation, tells: operation.tells === undefined && notificationKindOf(operation) !== undefined };
  } catch (error) {
    const { value: operation } = await requireOperation(ports.register, move.key);
    if (!(error instanceof IllegalMove) || operation.state === move.from) throw error;
    return { operation, tells: false };
  }
}

/** Decides once whether the end or rest of a package is revealed outside that comes before its freeze. */
async function withItsEnd(ports: MovePorts, before: Operation, after: Operation): Promise<Operation> {
  if (endsBeforeFreeze(before) || !endsBeforeFreeze(after)) return after;
  const { project, id, revision, since } = after;
  return (await mayRevealEnd(ports, { project, end: `${id}.${revision}` })) ? { ...after, toldSince: since } : after;
}

function leadsTo(door: Door, from: string, event: string, to: string): boolean {
  const rows: readonly { from: string; event: string; to: string }[] = door === 'ingress' ? datasetRows : exportRows;
  return rows.some((row) => row.from === from && row.event === event && row.to === to);
}

/** What the line tells people, and the whole row as JSON, from which the register can be built again. */
function detailsOf(operation: Operation) {
  const { state, source, version, problems, failure, round, package: frozen } = operation;
  return {
    ...(version === undefined ? {} : { version }),
    ...(source === undefined ? {} : { files: source.count, bytes: source.bytes, sourceDigest: source.digest }),
    ...(frozen === undefined ? {} : { packageDigest: frozen.digest }),
    ...(round === undefined ? {} : { round }),
    ...(state === 'rejected' ? { problems: problems.length, firstProblem: problems[0]?.message ?? '' } : {}),
    ...(state === 'failed' && failure ? { message: failure.message } : {}),
    row: JSON.stringify(operation),
  };
}
