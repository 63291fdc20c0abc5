import { advance, factsOf, type OperationEvent } from '../domain/advance.ts';
import { datasetRows } from '../domain/dataset.ts';
import type { Door } from '../domain/door.ts';
import { IllegalMove } from '../domain/errors.ts';
import { exportRows } from '../domain/export.ts';
import type { Operation, OperationKey } from '../domain/operation.ts';
import type { Ports } from '../ports/ports.ts';
import { onConflictAgain, requireOperation } from './operations.ts';
import { record } from './record.ts';

/** One change of state. `message` says why an operation failed; `actor` is the person who asked for it, if one did. */
export interface Move {
  readonly key: OperationKey;
  readonly from: string;
  readonly event: OperationEvent;
  readonly message?: string;
  readonly actor?: string;
}

/**
 * Moves an operation and writes it into the audit. The event is written first, under an id made of the operation and the number
 * of the change and its name, then the row: a repeat after a crash finds its own event and goes on, and another change that comes
 * instead stands beside it. An operation that has moved already is left as it is. Throws IllegalMove and NotBuilt.
 */
export async function moveOperation(
  ports: Pick<Ports, 'register' | 'audit' | 'clock'>,
  { key, from, event, message, actor }: Move,
): Promise<Operation> {
  return onConflictAgain(async () => {
    const stored = await requireOperation(ports.register, key);
    const { value, etag } = stored;
    if (value.state !== from) {
      if (leadsTo(value.door, from, event, value.state)) return value;
      throw new IllegalMove(
        `The operation ${key.id} is '${value.state}', so '${event}' from '${from}' is no longer possible`,
      );
    }
    const now = ports.clock.now().toISOString();
    const failure = message === undefined ? undefined : { state: from, message, at: now };
    const next = advance(value, event, now, failure);
    await record(ports, next, {
      id: `${next.revision}.${event}`,
      kind: `${next.door}.${next.state}`,
      ...(actor === undefined ? {} : { actor }),
      data: { name: next.name, from, event, ...detailsOf(next) },
    });
    const write = { value: next, etag };
    return (factsOf(next).open ? await ports.register.update(write) : await ports.register.close(write)).value;
  });
}

function leadsTo(door: Door, from: string, event: string, to: string): boolean {
  const rows: readonly { from: string; event: string; to: string }[] = door === 'ingress' ? datasetRows : exportRows;
  return rows.some((row) => row.from === from && row.event === event && row.to === to);
}

function detailsOf({ state, source, version, problems, failure, round, package: frozen }: Operation) {
  return {
    ...(version === undefined ? {} : { version }),
    ...(source === undefined ? {} : { files: source.count, bytes: source.bytes, sourceDigest: source.digest }),
    ...(frozen === undefined ? {} : { packageDigest: frozen.digest }),
    ...(round === undefined ? {} : { round }),
    ...(state === 'rejected' ? { problems: problems.length, firstProblem: problems[0]?.message ?? '' } : {}),
    ...(state === 'failed' && failure ? { message: failure.message } : {}),
  };
}
