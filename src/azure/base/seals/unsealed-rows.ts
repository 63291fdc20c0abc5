import type { UnsealedRow } from '../../../domain/base/stored-tables.ts';
import type { RowPlace } from './row-seal.ts';

/** So many are remembered; whoever has more of them has a lost key, or a lost store. */
const rememberedAtMost = 1000;

/** The rows with a wrong seal that this process met, until they are read well again. */
export class UnsealedRows {
  readonly #rows = new Map<string, UnsealedRow>();

  found(place: RowPlace, problem: string | undefined): void {
    if (problem === undefined && this.#rows.size === 0) return;
    const { table, partitionKey, rowKey } = place;
    const key = [table, partitionKey, rowKey].join('\n');
    if (problem === undefined) this.#rows.delete(key);
    else if (this.#rows.size < rememberedAtMost) this.#rows.set(key, { table, partitionKey, rowKey, problem });
  }

  known(): UnsealedRow[] {
    return [...this.#rows.values()];
  }
}
