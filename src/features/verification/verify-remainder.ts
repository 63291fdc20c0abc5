import { orphanOutside } from '../../activities/transfer/compare-released.ts';
import { tables, unsealedText } from '../../domain/base/stored-tables.ts';
import { projectOfClosure } from '../../domain/definition/closure.ts';
import { operationOfReceipt } from '../../domain/lifecycle/due-receipts.ts';
import { inOrder } from '../../use-cases/base/in-order.ts';
import type { Place } from './proof-place.ts';
import { atOnceOfProofs } from './proof-report.ts';
import type { Work } from './verification-work.ts';
import { ofReleased } from './verify-operation.ts';

type RowPlace = Extract<Place, { stage: 'rows' }>;

/** Every receipt must have its operation: otherwise the row is gone, and perhaps the whole project with it. */
export async function* receiptSteps(work: Work, from: string | undefined): AsyncGenerator<Place> {
  let page = from;
  if (from === undefined) {
    const orphan = await orphanOutside(work.ports, (id) => work.known.includes(id));
    work.sheet.findings.push(...orphan.map(ofReleased));
  }
  do {
    const { items, continuation } = await work.ports.manifests.receiptPage(page);
    const unseen = items.filter((name) => !work.seen.has(operationOfReceipt(name)));
    const rows = await inOrder(atOnceOfProofs, unseen, async (name) => ({ name, isThere: await hasRow(work, name) }));
    const why = 'The register has no such operation: its row is missing';
    work.sheet.bad.push(...rows.filter(({ isThere }) => !isThere).map(({ name }) => ({ name, why })));
    page = continuation;
    if (page !== undefined) yield { stage: 'receipts', page };
  } while (page !== undefined);
}

/** Every row of every table has a good seal: another one was written past the app. */
export async function* rowSteps({ ports, sheet }: Work, from: RowPlace | undefined): AsyncGenerator<Place> {
  let page = from?.page;
  for (let at = from === undefined ? 0 : tables.indexOf(from.table); at < tables.length; ) {
    const table = tables[at] ?? 'register';
    const { left, disagreeing, continuation } = await ports.seals.page(table, () => false, page);
    for (const { key, why } of disagreeing) sheet.findings.push({ record: 'row', key: `${table} ${key}`, why });
    for (const row of left)
      sheet.findings.push({ record: 'row', key: `${table} ${row.partitionKey} ${row.rowKey}`, why: unsealedText(row) });
    page = continuation;
    if (page === undefined) at += 1;
    const next = tables[at];
    if (next !== undefined) yield { stage: 'rows', table: next, ...(page === undefined ? {} : { page }) };
  }
}

async function hasRow({ ports, receipts, known, listed }: Work, name: string): Promise<boolean> {
  const closed = projectOfClosure(name);
  if (closed !== undefined) return known.includes(closed);
  const id = operationOfReceipt(name);
  if ((await listed()).has(id)) return true;
  const read = await receipts(name);
  const payload = read !== undefined && 'payload' in read && read.payload.kind !== 'closure' ? read.payload : undefined;
  for (const project of payload?.operation === id ? [payload.project] : known) {
    // A row that cannot be read is there, and named with its project.
    const row = await ports.register.get({ project, id }).catch(() => 'unreadable');
    if (row !== undefined) return true;
  }
  return false;
}
