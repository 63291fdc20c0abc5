import type { TransactionAction } from '@azure/data-tables';
import { odata } from '@azure/data-tables';
import { z } from 'zod';
import { factsOf } from '../../domain/lifecycle/advance.ts';
import { isUnderWay } from '../../domain/lifecycle/capacity.ts';
import type { Owed } from '../../domain/notification/owed.ts';
import type { Operation, OperationKey } from '../../domain/operation/operation.ts';
import { type BrokenRow, ConflictError, type Register, type RememberedDoor, type Stored } from '../../ports/records.ts';
import { LatelyWritten } from '../base/lately-written.ts';
import { requireSeal } from '../base/seals/unsealed.ts';
import { isConflict, isOvertaken, serviceError, unlessMissing, unlessOvertaken } from '../base/service-error.ts';
import type { Table, TableRow } from '../base/table.ts';
import { startsWith } from '../base/table-key.ts';
import { partitionsOf, systemPartition } from '../base/table-partitions.ts';
import { BriefRows } from './brief-rows.ts';
import { DoorRows, unchangedDoor } from './door-rows.ts';
import { KnownLines } from './known-lines.ts';
import { againKey, changesRest, OpenRows, openKey, openRow, reopening, restingOf } from './open-rows.ts';
import { listPage, toldPage } from './operation-pages.ts';
import { operationRow, operationRowKey, readRow } from './operation-row.ts';
import { insertOwed, OwedRows } from './owed-rows.ts';
import { ReadRows } from './read-rows.ts';
import { datasetKey, repairRows } from './repair-rows.ts';

const datasetRow = z.object({ latest: z.number() });
const openingAttempts = 5;

/**
 * The register in one table. Partition: project. Rows: `op:…` operations, newest first; `open:{door}:{hash of the name in lower case}` the open operation of a name;
 * `open:again:{id}` one that is worked on without a name; `dataset:{hash of name}` the latest version; `door:{door}` what is remembered of a door. One partition, so that each step is one transaction.
 */
export function tableRegister(table: Table, pageSize = 50): Register {
  const open = new OpenRows(table);
  const read = new ReadRows();
  const rows = new RegisterRows(table, open, read);
  const owed = new OwedRows(table);
  const doors = new DoorRows(table);
  const briefs = new BriefRows(table, read, (project, rowKey) => rows.row(project, rowKey));
  const lately = new LatelyWritten();
  const lines = new KnownLines();
  return {
    ...repairRows(table),
    async open(operation, due, counted) {
      for (let tries = 1; tries <= openingAttempts; tries += 1) {
        const answer = await rows.tryOpen(operation, due, counted);
        if (answer === 'created') lines.opened(operation, due);
        if (answer !== undefined) return answer === 'created' ? { opened: true } : answer;
      }
      const { name, project } = operation;
      throw new ConflictError(`${project}/${name} was opened and closed by others ${openingAttempts} times; try again`);
    },
    openOf: (door, project, name) => open.openOf(door, project, name),
    openId: (door, project, name) => open.openId(door, project, name),
    isUnfinished: async (operation) => (await open.keyOf(operation)) !== undefined,
    openNames: async (door, project) =>
      new Map((await open.heldNames(door, project)).map(({ name, id }) => [name, id])),
    heldNames: (door, project) => open.heldNames(door, project),
    rememberedDoor: (door, project) => doors.remembered(door, project),
    rememberDoor: (door) => doors.remember(door),
    get: (key) => rows.get(key),
    lately: (key) => lately.get(key),
    update: ({ value, etag }) =>
      unlessChanged(value, async () => {
        const written = await table.updateEntity(operationRow(value), 'Replace', { etag });
        return lately.keep({ value, etag: etagOf(written.etag, value.id) });
      }),
    async move(stored, due) {
      const moved = lately.keep(await rows.move(stored, due));
      lines.moved(moved.value, due);
      return moved;
    },
    owed: (project, operation) => owed.read(project, operation),
    async owedLines(operation) {
      const known = lines.of(operation) ?? (await owed.linesOf(operation));
      lines.read(operation, known);
      return known;
    },
    updateOwed: (stored) => owed.update(stored),
    async settle(done) {
      await owed.remove(done);
      lines.settled(done);
    },
    latestVersion: (project, dataset) => rows.latestVersion(project, dataset),
    list: (door, project, continuation) => listPage(table, read, { door, project, continuation, pageSize }),
    listTold: (project, continuation) => toldPage(table, read, { project, continuation, pageSize }),
    briefs: (door, project, narrowed) => briefs.list(door, project, narrowed),
    whole: (brief) => briefs.whole(brief),
    async *projects() {
      try {
        yield* projectsIn(table);
      } catch (error) {
        throw serviceError('list the projects of the register', error);
      }
    },
    async *unfinished(projects) {
      try {
        for await (const project of projects ?? projectsIn(table)) yield* rows.unfinished(project);
      } catch (error) {
        throw serviceError('list the unfinished operations', error);
      }
    },
  };
}

class RegisterRows {
  readonly #table: Table;
  readonly #open: OpenRows;
  readonly #read: ReadRows;

  constructor(table: Table, open: OpenRows, read: ReadRows) {
    this.#table = table;
    this.#open = open;
    this.#read = read;
  }

  /** Undefined: the operation that was in the way is closed by now, try again. */
  async tryOpen(
    operation: Operation,
    due: readonly Owed[],
    counted: RememberedDoor | undefined,
  ): Promise<Awaited<ReturnType<Register['open']>> | 'created' | undefined> {
    const { id, door, project, name } = operation;
    const open = { partitionKey: project, rowKey: openKey(door, name), id, name, rests: !isUnderWay(operation) };
    try {
      await this.#table.submitTransaction([
        ['create', open],
        ['create', operationRow(operation)],
        ...insertOwed(due),
        ...(counted === undefined ? [] : [unchangedDoor(counted)]),
      ]);
      return 'created';
    } catch (error) {
      if (!isConflict(error)) throw serviceError(`open ${id} for ${project}/${name}`, error);
    }
    const standing = await this.#open.openOf(door, project, name);
    if (standing?.id === id) return { opened: true };
    if (standing !== undefined) return { opened: false, ...standing };
    const closed = await this.get({ project, id });
    if (closed !== undefined) throw new ConflictError(`${id} was opened before and is ${closed.value.state} by now`);
    if (counted !== undefined)
      throw new ConflictError(`Something was opened at the ${door} door of ${project} meanwhile`);
    return undefined;
  }

  async get({ project, id }: OperationKey): Promise<Stored<Operation> | undefined> {
    const rowKey = operationRowKey(id);
    const row = rowKey === undefined ? undefined : await this.row(project, rowKey);
    return row === undefined ? undefined : this.#read.stored(row);
  }

  async latestVersion(project: string, dataset: string): Promise<number> {
    const row = await this.row(project, datasetKey(dataset));
    return row === undefined ? 0 : datasetRow.parse(requireSeal(row)).latest;
  }

  async move({ value, etag }: Stored<Operation>, due: readonly Owed[]): Promise<Stored<Operation>> {
    const { open, reopens, nameless } = factsOf(value);
    const rests = open && changesRest(value, due);
    const standing = open && !reopens && !nameless && !rests ? undefined : await this.#open.keyOf(value);
    const beside = open ? await this.#working(value, standing) : await this.#closing(value, standing);
    return await unlessChanged(value, async () => {
      const { subResponses } = await this.#table.submitTransaction([
        ['update', operationRow(value), 'Replace', { etag }],
        ...beside,
        ...insertOwed(due),
      ]);
      return { value, etag: etagOf(subResponses[0]?.etag, value.id) };
    });
  }

  /** What else is written when the operation is worked on: one that gave up its name, or does so now, has a row of its own. */
  async #working(value: Operation, standing: string | undefined): Promise<TransactionAction[]> {
    const { id, project, name, version } = value;
    const { reopens, nameless } = factsOf(value);
    if (standing === undefined) return reopens || nameless ? [reopening(value)] : [];
    if (!nameless || standing === againKey(id)) return restingOf(value, standing);
    const gone: TransactionAction = ['delete', { partitionKey: project, rowKey: standing }];
    // The next upload of the name must never be copied into the folder that is emptied.
    const latest = Math.max(version ?? 0, await this.latestVersion(project, name));
    return [
      gone,
      reopening(value),
      ['upsert', { partitionKey: project, rowKey: datasetKey(name), latest, name }, 'Replace'],
    ];
  }

  async #closing(value: Operation, standing: string | undefined): Promise<TransactionAction[]> {
    const { id, project, name } = value;
    if (standing === undefined)
      throw new ConflictError(`${id} is closed already: it is not the open operation of ${project}/${name}`);
    const actions: TransactionAction[] = [['delete', { partitionKey: project, rowKey: standing }]];
    const latest = await this.#newVersion(value);
    if (latest !== undefined) {
      actions.push(['upsert', { partitionKey: project, rowKey: datasetKey(name), latest, name }, 'Replace']);
    }
    return actions;
  }

  async *unfinished(project: string): AsyncGenerator<{ operation: Operation } | { broken: BrokenRow }> {
    const filter = `${odata`PartitionKey eq ${project}`} and ${startsWith('open:')}`;
    for await (const row of this.#table.listEntities({ queryOptions: { filter } })) {
      const named = openRow.safeParse(row);
      if (!named.success) {
        const problem = 'It says that an operation is open, and cannot be read';
        yield { broken: { project, key: row.rowKey ?? '', problem } };
        continue;
      }
      const { id, rests } = named.data;
      const key = operationRowKey(id);
      const found = key === undefined ? undefined : await this.row(project, key);
      if (found !== undefined) {
        const read = readRow(found, (one) => this.#read.stored(one));
        if ('operation' in read && rests === isUnderWay(read.operation))
          await this.#mendRest(row, found, read.operation);
        yield read;
      } else yield { broken: { project, key: id, problem: 'The register says that it is open, but has no row of it' } };
    }
  }

  /** A move writes both rows at once, so somebody else changed one of them, or it was moved between the two looks. */
  async #mendRest(
    row: TableRow,
    { partitionKey = '', rowKey = '', etag }: TableRow,
    operation: Operation,
  ): Promise<void> {
    const { id } = operation;
    try {
      await this.#table.submitTransaction([
        ['update', { partitionKey, rowKey }, 'Merge', { etag }],
        ...restingOf(operation, row.rowKey ?? ''),
      ]);
    } catch (error) {
      if (!isOvertaken(error)) throw serviceError(`note whether ${id} rests`, error);
    }
  }

  async #newVersion({ id, door, project, name, state, version }: Operation): Promise<number | undefined> {
    if (door !== 'ingress' || state !== 'available' || version === undefined) return undefined;
    const latest = await this.latestVersion(project, name);
    if (latest >= version)
      throw new Error(`${id} cannot become version ${version} of ${project}/${name}: version ${latest} exists`);
    return version;
  }

  row(project: string, rowKey: string): Promise<TableRow | undefined> {
    const tried = `read the register row ${rowKey} of ${project}`;
    return unlessMissing(tried, () => this.#table.getEntity(project, rowKey));
  }
}

async function* projectsIn(table: Table): AsyncGenerator<string> {
  for await (const partition of partitionsOf(table)) if (partition !== systemPartition) yield partition;
}

function unlessChanged<T>({ id }: Operation, write: () => Promise<T>): Promise<T> {
  const other = `${id} was changed by somebody else since it was read`;
  return unlessOvertaken(`write ${id} to the register`, other, write);
}

function etagOf(etag: string | undefined, id: string): string {
  if (etag === undefined) throw new Error(`The register gave no ETag for ${id}`);
  return etag;
}
