import { type TimeSlice, within } from '../../domain/base/time-slice.ts';
import { type ListedTable, type UnreadableRow, unreadableText } from '../../domain/base/unreadable-row.ts';
import { everyProject } from '../../domain/operation/hold.ts';
import type { Ports } from '../../ports/ports.ts';
import type { BrokenRow } from '../../ports/records.ts';
import { atOnce } from '../base/at-once.ts';

/** The rows that cannot be read of every table that is read as a whole, as far as the time slice lasts. The sweep has listed holds and absences right before. */
export async function findUnreadable(
  {
    people,
    signIns,
    changes,
    refused,
    unreadable,
  }: Pick<Ports, 'people' | 'signIns' | 'changes' | 'refused' | 'unreadable'>,
  slice: TimeSlice,
): Promise<BrokenRow[]> {
  const readChanges = async () => {
    for await (const _change of within(slice, changes.list()));
  };
  const readRefused = async () => {
    for await (const _refused of within(slice, refused.list()));
  };
  const reads = [readChanges, readRefused, people.list, signIns.list];
  await atOnce(reads.length, reads, async (read) => void (await read()), slice.isOver);
  return unreadable.known().map(asBroken);
}

const ofProjects: readonly ListedTable[] = ['holds', 'changes', 'refused'];

/** The row as operators are told of it. Who people are and when they are there belongs to no project. */
export function asBroken(row: UnreadableRow): BrokenRow {
  const { table, partitionKey, rowKey } = row;
  const isOfProject = ofProjects.includes(table) && partitionKey !== everyProject;
  return {
    project: isOfProject ? partitionKey : 'all',
    key: `${table}: ${partitionKey} ${rowKey}`,
    problem: unreadableText(row),
  };
}
