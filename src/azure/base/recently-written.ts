import type { Operation, OperationKey } from '../../domain/operation/operation.ts';
import type { Stored } from '../../ports/records.ts';

/** So many rows are kept; an operation that writes again writes within minutes, or reads again. */
const keptAtMost = 200;

export class RecentlyWritten {
  readonly #rows = new Map<string, Stored<Operation>>();

  get({ project, id }: OperationKey): Stored<Operation> | undefined {
    const found = this.#rows.get(id);
    return found?.value.project === project ? found : undefined;
  }

  keep(written: Stored<Operation>): Stored<Operation> {
    const { id } = written.value;
    this.#rows.delete(id);
    this.#rows.set(id, written);
    const [oldest] = this.#rows.keys();
    if (this.#rows.size > keptAtMost && oldest !== undefined) this.#rows.delete(oldest);
    return written;
  }
}
