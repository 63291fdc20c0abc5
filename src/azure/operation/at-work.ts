import { odata } from '@azure/data-tables';
import { factsOf } from '../../domain/lifecycle/advance.ts';
import type { AtWork, Unfinished } from '../../ports/records.ts';
import { attempt, serviceError } from '../base/service-error.ts';
import type { Table, TableRow } from '../base/table.ts';
import type { OpenRows } from './open-rows.ts';
import type { PendingRows } from './pending-rows.ts';
import type { UnfinishedRows } from './unfinished-rows.ts';

interface Stores {
  readonly open: OpenRows;
  readonly pending: PendingRows;
  readonly work: UnfinishedRows;
}

/** The rows of open names and those of what is owed stand side by side, behind the operations: nothing that has ended is read. */
export async function atWork(table: Table, project: string, stores: Stores): Promise<AtWork> {
  const filter = `${odata`PartitionKey eq ${project}`} and RowKey ge 'open:' and RowKey lt 'owed;'`;
  const found = await attempt(`read what of ${project} is not at its end`, () =>
    Array.fromAsync(table.listEntities({ queryOptions: { filter } })),
  );
  const isOpen = ({ rowKey = '' }: TableRow) => rowKey.startsWith('open:');
  const open = found.filter(isOpen);
  const owed = found.filter((row) => !isOpen(row));
  return {
    owed: () => stores.pending.readable(owed, project),
    unfinished: () => unfinished(project, open, stores),
  };
}

async function* unfinished(
  project: string,
  found: readonly TableRow[],
  { open, work }: Stores,
): AsyncGenerator<Unfinished> {
  try {
    for await (const one of work.unfinishedOf(project, found)) {
      // It may have ended since its row was read.
      const isUnfinished = 'broken' in one || factsOf(one.operation).open || (await open.keyOf(one.operation));
      if (isUnfinished) yield one;
    }
  } catch (error) {
    throw serviceError(`read the unfinished operations of ${project}`, error);
  }
}
