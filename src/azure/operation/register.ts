import type { Register } from '../../ports/records.ts';
import type { Table } from '../base/table.ts';
import { atWork } from './at-work.ts';
import { DoorRows } from './door-rows.ts';
import { KnownLines } from './known-lines.ts';
import { OpenRows } from './open-rows.ts';
import { listPage, revealedPage } from './operation-pages.ts';
import { PendingRows } from './pending-rows.ts';
import { ReadRows } from './read-rows.ts';
import { RegisterRows } from './register-rows.ts';
import { repairRows } from './repair-rows.ts';
import { SummaryRows } from './summary-rows.ts';
import { UnfinishedRows } from './unfinished-rows.ts';

/**
 * The register in one table. Partition: project. Rows: `op:…` operations, newest first; `open:{door}:{hash of the name in lower case}` the open operation of a name;
 * `open:again:{id}` one that is worked on without a name; `dataset:{hash of name}` the latest version; `door:{door}` what is remembered of a door. One partition, so that each step is one transaction.
 */
export function tableRegister(table: Table, pageSize = 50): Register {
  const open = new OpenRows(table);
  const read = new ReadRows();
  const lines = new KnownLines();
  const rows = new RegisterRows({ table, open, read, lines });
  const work = new UnfinishedRows(table, { open, read, rows });
  const doors = new DoorRows(table);
  const briefs = new SummaryRows(table, read, (project, rowKey) => rows.row(project, rowKey));
  const pending = new PendingRows(table, lines);
  return {
    ...repairRows(table),
    open: (operation, due, counted) => rows.open(operation, due, counted),
    openOf: (door, project, name) => open.openOf(door, project, name),
    openId: (door, project, name) => open.openId(door, project, name),
    isUnfinished: async (operation) => (await open.keyOf(operation)) !== undefined,
    openNames: (door, project) => open.openNames(door, project),
    heldNames: (door, project) => open.heldNames(door, project),
    rememberedDoor: (door, project) => doors.remembered(door, project),
    rememberDoor: (door) => doors.remember(door),
    get: (key) => rows.get(key),
    lately: (key) => rows.lately(key),
    update: (stored) => rows.update(stored),
    move: (stored, due) => rows.move(stored, due),
    owed: (project, operation) => pending.read(project, operation),
    atWork: (project) => atWork(table, project, { open, pending, work }),
    owedLines: (operation) => pending.linesOf(operation),
    updateOwed: (stored) => pending.update(stored),
    settle: (...done) => pending.remove(done),
    latestVersion: (project, dataset) => rows.latestVersion(project, dataset),
    list: (door, project, continuation) => listPage(table, read, { door, project, continuation, pageSize }),
    listTold: (project, continuation) => revealedPage(table, read, { project, continuation, pageSize }),
    briefs: (door, project, narrowed) => briefs.list(door, project, narrowed),
    whole: (brief) => briefs.whole(brief),
    projects: () => work.projects(),
    unfinished: (projects) => work.unfinished(projects),
  };
}
