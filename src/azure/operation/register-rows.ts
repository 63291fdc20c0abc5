import type { TransactionAction } from '@azure/data-tables';
import { z } from 'zod';
import { RecentCache } from '../../domain/base/reading/recent-cache.ts';
import { factsOf } from '../../domain/lifecycle/advance.ts';
import { isUnderWay } from '../../domain/lifecycle/capacity.ts';
import { keepsNumber } from '../../domain/lifecycle/unpublished.ts';
import type { PendingWork } from '../../domain/notification/pending-work.ts';
import type { Operation, OperationKey } from '../../domain/operation/operation.ts';
import { stateText } from '../../domain/operation/state-text.ts';
import {
  ConflictError,
  type OpenOperation,
  type Register,
  type RememberedDoor,
  type Stored,
} from '../../ports/records.ts';
import { requireSeal } from '../base/seals/unsealed.ts';
import { isConflict, serviceError, unlessMissing, unlessOvertaken } from '../base/service-error.ts';
import type { Table, TableRow } from '../base/table.ts';
import { rowsIn } from '../base/table-key.ts';
import { openedBefore, openingAt } from './door-rows.ts';
import type { KnownLines } from './known-lines.ts';
import { againKey, changesRest, type OpenRows, openKey, reopening, restingNow, restingOf } from './open-rows.ts';
import { operationRow, operationRowKey, operationsOf } from './operation-row.ts';
import { insertPending } from './pending-rows.ts';
import type { ReadRows } from './read-rows.ts';
import { datasetKey } from './repair-rows.ts';

type Opened = Awaited<ReturnType<Register['open']>>;

const datasetRow = z.object({ latest: z.number() });
const openingAttempts = 5;
/** So many rows are kept; an operation that writes again writes within minutes, or reads again. */
const rowsKept = 200;

/** The rows of the operations themselves, each written with those beside it that follow from it. */
export class RegisterRows {
  readonly #table: Table;
  readonly #open: OpenRows;
  readonly #read: ReadRows;
  readonly #lines: KnownLines;
  readonly #lately = new RecentCache<Stored<Operation>>(rowsKept);
  /** The ETags of the rows of names, as this process wrote them last. */
  readonly #names = new RecentCache<string>(rowsKept);

  constructor({ table, open, read, lines }: { table: Table; open: OpenRows; read: ReadRows; lines: KnownLines }) {
    this.#table = table;
    this.#open = open;
    this.#read = read;
    this.#lines = lines;
  }

  async open(operation: Operation, due: readonly PendingWork[], counted: RememberedDoor | undefined): Promise<Opened> {
    for (let tries = 1; tries <= openingAttempts; tries += 1) {
      const answer = await this.#tryOpen(operation, due, counted);
      if (answer === 'created') this.#lines.opened(operation, due);
      if (answer !== undefined) return answer === 'created' ? { opened: true } : answer;
    }
    const { name, project } = operation;
    throw new ConflictError(`${project}/${name} was opened and closed by others ${openingAttempts} times; try again`);
  }

  /** Undefined: the operation that was in the way is closed by now, try again. */
  async #tryOpen(
    operation: Operation,
    due: readonly PendingWork[],
    counted: RememberedDoor | undefined,
  ): Promise<Opened | 'created' | undefined> {
    const { id, door, project, name } = operation;
    const nameless = counted && (await this.#withLostName(operation, counted));
    if (nameless !== undefined) return { opened: false, ...nameless };
    const open = { partitionKey: project, rowKey: openKey(door, name), id, name, rests: !isUnderWay(operation) };
    try {
      const { subResponses } = await this.#table.submitTransaction([
        ['create', operationRow(operation)],
        ['create', open],
        ...insertPending(due),
        ...(counted === undefined ? [] : [openingAt(counted, operation)]),
      ]);
      this.#lately.keep(id, { value: operation, etag: etagOf(subResponses[0]?.etag, id) });
      this.#names.keep(id, etagOf(subResponses[1]?.etag, id));
      return 'created';
    } catch (error) {
      if (!isConflict(error)) throw serviceError(`open ${id} for ${project}/${name}`, error);
    }
    const standing = await this.#open.openOf(door, project, name);
    if (standing?.id === id) return { opened: true };
    if (standing !== undefined) return { opened: false, ...standing };
    const closed = await this.get({ project, id });
    if (closed !== undefined)
      throw new ConflictError(`${id} was opened before and is ${stateText(closed.value.state)} by now`);
    if (counted !== undefined)
      throw new ConflictError(`Something was opened at the ${door} door of ${project} meanwhile`);
    return undefined;
  }

  /** The operation that was opened under the name before and has not ended, though the row of the name is gone. */
  async #withLostName(operation: Operation, counted: RememberedDoor): Promise<OpenOperation | undefined> {
    const id = openedBefore(counted, operation);
    const before = id && (await this.get({ project: operation.project, id }))?.value;
    if (!before || !factsOf(before).open || (await this.#open.keyOf(before)) !== undefined) return undefined;
    return { id: before.id, name: before.name };
  }

  async get({ project, id }: OperationKey): Promise<Stored<Operation> | undefined> {
    const rowKey = operationRowKey(id);
    const row = rowKey === undefined ? undefined : await this.row(project, rowKey);
    return row === undefined ? undefined : this.#read.stored(row);
  }

  lately({ project, id }: OperationKey): Stored<Operation> | undefined {
    const found = this.#lately.known(id);
    return found?.value.project === project ? found : undefined;
  }

  async latestVersion(project: string, dataset: string): Promise<number> {
    const row = await this.row(project, datasetKey(dataset));
    return row === undefined ? 0 : datasetRow.parse(requireSeal(row)).latest;
  }

  async update({ value, etag }: Stored<Operation>): Promise<Stored<Operation>> {
    return await unlessChanged(value, async () => {
      const written = await this.#table.updateEntity(operationRow(value), 'Replace', { etag });
      return this.#lately.keep(value.id, { value, etag: etagOf(written.etag, value.id) });
    });
  }

  async move(stored: Stored<Operation>, due: readonly PendingWork[]): Promise<Stored<Operation>> {
    const { value } = stored;
    const { open, reopens, nameless } = factsOf(value);
    const rests = open && changesRest(value, due);
    const isNamed = rests && !reopens && !nameless;
    const moved = (isNamed ? await this.#rested(stored, due) : undefined) ?? (await this.#moved(stored, due, rests));
    this.#lines.moved(value, due);
    return moved;
  }

  /** Undefined where this process does not know the row of the name as it stands: then it is read. */
  async #rested(stored: Stored<Operation>, due: readonly PendingWork[]): Promise<Stored<Operation> | undefined> {
    const { id } = stored.value;
    const known = this.#names.known(id);
    this.#names.forget(id);
    if (known === undefined) return undefined;
    try {
      const { moved, after } = await this.#write(stored, [restingNow(stored.value, known)], due);
      this.#names.keep(id, etagOf(after, id));
      return moved;
    } catch (error) {
      if (error instanceof ConflictError) return undefined;
      throw error;
    }
  }

  async #moved(stored: Stored<Operation>, due: readonly PendingWork[], rests: boolean): Promise<Stored<Operation>> {
    const { value } = stored;
    const { open, reopens, nameless } = factsOf(value);
    const standing = open && !reopens && !nameless && !rests ? undefined : await this.#open.keyOf(value);
    const beside = open ? await this.#working(value, standing) : await this.#closing(value, standing);
    return (await this.#write(stored, beside, due)).moved;
  }

  /** `after`: the ETag of the first row that is written beside. */
  async #write({ value, etag }: Stored<Operation>, beside: TransactionAction[], due: readonly PendingWork[]) {
    return await unlessChanged(value, async () => {
      const { subResponses } = await this.#table.submitTransaction([
        ['update', operationRow(value), 'Replace', { etag }],
        ...beside,
        ...insertPending(due),
      ]);
      const moved = this.#lately.keep(value.id, { value, etag: etagOf(subResponses[0]?.etag, value.id) });
      return { moved, after: subResponses[1]?.etag };
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

  /** Whose name row was lost may have been overtaken by the next upload of the name; a number is given once. */
  async #newVersion(operation: Operation): Promise<number | undefined> {
    const { id, door, project, name, state, version } = operation;
    if (door !== 'ingress' || state !== 'available' || version === undefined) return undefined;
    const latest = await this.latestVersion(project, name);
    if (latest < version) return version;
    if (latest > version && !(await this.#isGiven(operation))) return undefined;
    throw new Error(`${id} cannot become version ${version} of ${project}/${name}: version ${version} exists`);
  }

  async #isGiven({ id, door, project, name, version }: Operation): Promise<boolean> {
    for await (const row of rowsIn(this.#table, project, operationsOf(door))) {
      const { value } = this.#read.stored(row);
      if (value.id !== id && value.name === name && value.version === version && keepsNumber(value)) return true;
    }
    return false;
  }

  row(project: string, rowKey: string): Promise<TableRow | undefined> {
    const tried = `read the register row ${rowKey} of ${project}`;
    return unlessMissing(tried, () => this.#table.getEntity(project, rowKey));
  }
}

function unlessChanged<T>({ id }: Operation, write: () => Promise<T>): Promise<T> {
  const other = `${id} was changed by somebody else since it was read`;
  return unlessOvertaken(`write ${id} to the register`, other, write);
}

function etagOf(etag: string | undefined, id: string): string {
  if (etag === undefined) throw new Error(`The register gave no ETag for ${id}`);
  return etag;
}
