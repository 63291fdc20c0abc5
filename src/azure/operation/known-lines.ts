import { RecentCache } from '../../domain/base/reading/recent-cache.ts';
import type { PendingLine, PendingWork } from '../../domain/notification/pending-work.ts';
import type { Operation } from '../../domain/operation/operation.ts';

/** So many operations are known; of another one the rows are read. */
const knownAtMost = 200;

/**
 * The audit lines that the moves of operations still owe, as far as this process knows all of them: those of moves that it made itself one
 * after the other, from the opening on or from a reading. A move that somebody else made in between gives the row another revision.
 */
export class KnownLines {
  readonly #known = new RecentCache<{ readonly revision: number; readonly lines: readonly PendingLine[] }>(knownAtMost);

  opened({ id, revision }: Operation, pending: readonly PendingWork[]): void {
    this.#known.keep(id, { revision, lines: linesIn(pending) });
  }

  moved({ id, revision }: Operation, pending: readonly PendingWork[]): void {
    const before = this.#known.known(id);
    this.#known.forget(id);
    if (before?.revision === revision - 1)
      this.#known.keep(id, { revision, lines: [...before.lines, ...linesIn(pending)] });
  }

  /** Undefined when others may have moved the operation to that revision, or before. */
  of({ id, revision }: Pick<Operation, 'id' | 'revision'>): readonly PendingLine[] | undefined {
    const known = this.#known.known(id);
    return known?.revision === revision ? known.lines : undefined;
  }

  /** Takes in what was read of an operation that is known to have had that revision before. */
  read({ id, revision }: Pick<Operation, 'id' | 'revision'>, lines: readonly PendingLine[]): void {
    this.#known.keep(id, { revision, lines });
  }

  settled({ operation, revision, kind }: PendingWork): void {
    const known = this.#known.known(operation);
    if (known === undefined || kind !== 'line') return;
    const lines = known.lines.filter((line) => line.revision !== revision);
    this.#known.keep(operation, { ...known, lines });
  }
}

function linesIn(pending: readonly PendingWork[]): PendingLine[] {
  return pending.filter((one) => one.kind === 'line');
}
