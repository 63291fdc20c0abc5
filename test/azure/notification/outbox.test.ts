import { expect, test } from 'vitest';
import { tableOutbox } from '../../../src/azure/notification/outbox.ts';
import { operationId } from '../../contract/samples.ts';
import { memoryTable } from '../../memory/table.ts';
import { TableService } from '../../memory/table-service.ts';

test('an outbox knows a mail and the thread of its address again, and holds the address nowhere', async () => {
  const table = memoryTable(new TableService({ now: () => new Date('2026-11-24T10:00:00Z') }));
  const outbox = tableOutbox(table);
  const operation = operationId('export');
  const first = `${operation}.review.1.ab12@gate`;
  const to = 'Gesa@example.org';
  await outbox.intend(first, { operation, step: 'review.1', to });
  await outbox.markSent(first);
  const rows: unknown[] = [];
  for await (const row of table.listEntities()) rows.push(row);
  expect(rows).toHaveLength(2);
  expect(JSON.stringify(rows)).not.toMatch(/gesa/i);
  const next = { operation, step: 'review.2', to: to.toLowerCase() };
  expect(await outbox.intend(first, next)).toMatchObject({ sent: true });
  expect(await outbox.intend(`${operation}.review.2.ab12@gate`, next)).toMatchObject({ sent: false, follows: first });
});
