import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { eventType, wireEvent } from '../../../local/host/durable/history.ts';
import { ChildHost } from '../child-host.ts';

const host = new ChildHost();
beforeAll(() => host.start());
afterAll(() => host.dispose());

/** Every event that lies in the task hub, in the form in which it is sent to orchestrators. */
function stored() {
  const database = new DatabaseSync(join(host.stateFolder, 'task-hub.sqlite'), { readOnly: true });
  const rows = z
    .array(z.object({ event: z.string() }))
    .parse(database.prepare('SELECT event FROM history ORDER BY instanceId, seq').all());
  database.close();
  return rows.map(({ event }) => wireEvent.parse(JSON.parse(event)));
}

test('every kind of history event comes about in real orchestrations', async () => {
  await host.postJson('orchestrators/parent/children');
  await host.postJson('orchestrators/retry/retries', { fails: 1 });
  await host.postJson('orchestrators/wait/steered');
  await host.reaches('steered', 'Running');
  await host.postJson('instances/steered/suspend?reason=pause');
  await host.reaches('steered', 'Suspended');
  await host.postJson('instances/steered/resume?reason=on');
  await host.reaches('steered', 'Running');
  await host.postJson('instances/steered/raiseEvent/other', {});
  await host.postJson('instances/steered/terminate?reason=enough');
  await host.reaches('steered', 'Terminated');
  await Promise.all(['children', 'retries'].map((id) => host.reaches(id, 'Completed')));
  await host.kill();
  const kinds = new Set(stored().map((event) => event.EventType));
  const named = Object.entries(eventType).filter(([, kind]) => !kinds.has(kind));
  expect(named).toEqual([]);
});
