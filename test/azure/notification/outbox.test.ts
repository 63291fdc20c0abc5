import { expect, test } from 'vitest';
import { tableOutbox } from '../../../src/azure/notification/outbox.ts';
import { operationId } from '../../contract/samples.ts';
import { type Hook, throughHook } from '../../memory/hook.ts';
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

test('an intended mail costs one request, and each further one of its thread too', async () => {
  const asked: string[] = [];
  const hook: Hook = { before: ({ operation }) => void asked.push(operation), after: () => undefined };
  const service = new TableService({ now: () => new Date('2026-11-24T10:00:00Z') });
  const outbox = tableOutbox(memoryTable(throughHook('control-plane', 'table outbox', service, hook)));
  const operation = operationId('export');
  for (const step of ['review.1', 'review.2', 'review.3'])
    await outbox.intend(`${operation}.${step}.ab12@gate`, { operation, step, to: 'gesa@example.org' });
  expect(asked).toEqual(['transact', 'insert', 'insert']);
});
