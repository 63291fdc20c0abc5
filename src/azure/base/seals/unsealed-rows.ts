import type { UnsealedRow } from '../../../domain/base/stored-tables.ts';
import { operationOfRow } from './operation-of-row.ts';
import type { Broken, RowPlace } from './row-seal.ts';

/** So many are remembered; whoever has more of them has a lost key, or a lost store. */
const rememberedAtMost = 1000;

/** The rows with a wrong seal that this process met, until they are read well again. */
export class UnsealedRows {
  readonly #rows = new Map<string, UnsealedRow>();

  found(place: RowPlace, broken: Broken | undefined): void {
    if (broken === undefined && this.#rows.size === 0) return;
    const { table, partitionKey, rowKey } = place;
    const key = [table, partitionKey, rowKey].join('\n');
    if (broken === undefined) this.#rows.delete(key);
    else if (this.#rows.size < rememberedAtMost) this.#rows.set(key, unsealedRow(place, broken));
  }

  known(): UnsealedRow[] {
    return [...this.#rows.values()];
  }
}

export function unsealedRow({ table, partitionKey, rowKey }: RowPlace, { problem, isBare }: Broken): UnsealedRow {
  const operation = operationOfRow({ table, partitionKey, rowKey });
  return { table, partitionKey, rowKey, problem, isBare, ...(operation === undefined ? {} : { operation }) };
}
