import type { Door } from '../../domain/base/door.ts';
import { doors } from '../../domain/base/door.ts';
import { noRefusedNames, type RefusedNames, refusedNamesSchema } from '../../domain/lifecycle/refused-names.ts';
import type { RefusedStore, UnreadableRows } from '../../ports/stores.ts';
import { toColumns } from '../base/json-columns.ts';
import { JsonRows } from '../base/json-rows.ts';
import { unlessOvertaken } from '../base/service-error.ts';
import { type Table, type TableRow, writeRow } from '../base/table.ts';

/** One row for each door of a project. Of one that cannot be read no name is known; it is no empty list, so that the next look writes it anew. */
export function tableRefused(table: Table, unreadable: UnreadableRows): RefusedStore {
  const kind = { name: 'refused', schema: refusedNamesSchema, countsAs: nothing, leftOut: false, unreadable } as const;
  const rows = new JsonRows<RefusedNames>(table, kind);
  return {
    get: async (door, project) =>
      (await rows.get(project, door)) ?? { value: noRefusedNames(door, project), etag: null },
    async put({ value, etag }) {
      const { project, door } = value;
      const columns = toColumns(`of what is refused at ${project}/${door}`, value);
      const what = `what is refused at the ${door} door of ${project}`;
      await unlessOvertaken(`remember ${what}`, `Somebody else wrote down ${what}`, () =>
        writeRow(table, { partitionKey: project, rowKey: door, ...columns }, etag),
      );
    },
    list: () => rows.list(),
  };
}

function nothing({ partitionKey = '', rowKey }: TableRow): RefusedNames {
  return { ...noRefusedNames(doorOf(rowKey), partitionKey), isFull: true };
}

function doorOf(rowKey: string | undefined): Door {
  return doors.find((door) => door === rowKey) ?? 'ingress';
}
