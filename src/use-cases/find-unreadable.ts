import { everyProject } from '../domain/hold.ts';
import { type UnreadableRow, unreadableText } from '../domain/unreadable-row.ts';
import type { Ports } from '../ports/ports.ts';
import type { BrokenRow } from '../ports/records.ts';

/** Lists every table that is read as a whole, and gives the rows that cannot be read. */
export async function findUnreadable({
  absences,
  people,
  signIns,
  holds,
  changes,
  unreadable,
}: Pick<Ports, 'absences' | 'people' | 'signIns' | 'holds' | 'changes' | 'unreadable'>): Promise<BrokenRow[]> {
  await Promise.all([absences.list(), people.list(), signIns.list(), readAll(holds.list()), readAll(changes.list())]);
  return unreadable.known().map(asBroken);
}

/** The row as operators are told of it. Who people are and when they are there belongs to no project. */
export function asBroken(row: UnreadableRow): BrokenRow {
  const { table, partitionKey, rowKey } = row;
  const isOfProject = (table === 'holds' || table === 'changes') && partitionKey !== everyProject;
  return {
    project: isOfProject ? partitionKey : 'all',
    key: `${table}: ${partitionKey} ${rowKey}`,
    problem: unreadableText(row),
  };
}

async function readAll(rows: AsyncIterable<unknown>): Promise<void> {
  for await (const _row of rows);
}
