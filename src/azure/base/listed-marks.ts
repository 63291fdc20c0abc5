import type { TableName } from '../../domain/base/stored-tables.ts';
import type { Clock } from '../../ports/ports.ts';
import type { Table, TableRow } from './table.ts';
import { markKey, systemPartition } from './table-partitions.ts';

/** The blob that each quiet container has since the deployment began. */
export const markName = '_begun';

/** When a whole table of this process was last listed with its mark: whoever looks for marks right behind need not ask for that one. */
export class ListedMarks {
  readonly #clock: Clock;
  readonly #listed = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The table, of which each whole list notes whether the mark is there. */
  of(name: TableName, table: Table): Table {
    const list: Table['listEntities'] = (options) => table.listEntities(options);
    return {
      ...table,
      listEntities: (options) => {
        const rows = list(options);
        if (options !== undefined) return rows;
        return { byPage: (settings) => rows.byPage(settings), [Symbol.asyncIterator]: () => this.#noting(name, rows) };
      },
    };
  }

  /** That all of it was listed, and whether the mark was there. */
  note(place: string, isMarked: boolean): void {
    if (isMarked) this.#listed.set(place, this.#clock.now().getTime());
    else this.#listed.delete(place);
  }

  isListed(place: string, since: Date): boolean {
    const at = this.#listed.get(place);
    return at !== undefined && at >= since.getTime();
  }

  async *#noting(name: TableName, rows: AsyncIterable<TableRow>): AsyncGenerator<TableRow> {
    let isMarked = false;
    for await (const row of rows) {
      isMarked ||= row.partitionKey === systemPartition && row.rowKey === markKey;
      yield row;
    }
    this.note(`table:${name}`, isMarked);
  }
}
