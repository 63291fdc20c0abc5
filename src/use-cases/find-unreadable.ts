import { everyProject } from '../domain/hold.ts';
import { type UnreadableRow, unreadableText } from '../domain/unreadable-row.ts';
import type { Ports } from '../ports/ports.ts';
import type { BrokenRow } from '../ports/records.ts';

/** The rows that cannot be read of every table that is read as a whole. The sweep has listed holds and absences right before. */
export async function findUnreadable({
  people,
  signIns,
  changes,
  unreadable,
}: Pick<Ports, 'people' | 'signIns' | 'changes' | 'unreadable'>): Promise<BrokenRow[]> {
  await Promise.all([people.list(), signIns.list(), readAll(changes.list())]);
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
