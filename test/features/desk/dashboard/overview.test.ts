import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Operation } from '../../../../src/domain/operation/operation.ts';
import { dashboardPage } from '../../../../src/features/desk/dashboard/dashboard-page.ts';
import { readOverview } from '../../../../src/features/desk/dashboard/overview.ts';
import { type RunningPorts, startPorts } from '../../../azure/running-ports.ts';
import { anOperation, fresh } from '../../../contract/samples.ts';
import { aReader, aVisitor } from '../../../domain/sample.ts';

let running: RunningPorts;
beforeAll(async () => {
  running = await startPorts();
});
afterAll(() => running.stop());

async function finished(operation: Operation): Promise<string> {
  const { register } = running.ports;
  await register.open(operation, []);
  const stored = await register.get(operation);
  if (stored === undefined) throw new Error(`${operation.id} was not opened`);
  await register.move({ ...stored, value: { ...stored.value, state: 'discarded' } }, []);
  return operation.id;
}

test('shows what finished last in any project, however much finished in another', async () => {
  const [busy, quiet] = [fresh('a-busy'), fresh('z-quiet')];
  const page = Array.from({ length: 55 }, () => anOperation({ project: busy, since: '2026-11-01T10:00:00.000Z' }));
  await Promise.all(page.map(finished));
  const dataset = anOperation({ project: quiet, since: '2026-11-24T10:00:00.000Z' });
  const result = anOperation({ project: quiet, door: 'export', since: '2026-11-24T11:00:00.000Z' });
  await finished(dataset);
  await finished(result);
  const shown = (await readOverview({ ...running.ports, secondOperator: true, outageHours: 24 }, aReader)).finished.map(
    ({ id }) => id,
  );
  expect(shown).toHaveLength(10);
  expect(shown.slice(0, 2)).toEqual([result.id, dataset.id]);
});

test('shows whom no mail has reached, what waits at the doors, and what an outage has stalled', async () => {
  const { register, clock } = running.ports;
  const project = fresh('needs');
  const since = new Date(clock.now().getTime() - 25 * 3_600_000).toISOString();
  const trouble = { since, times: 30, lastAt: since, message: 'Data Factory is away' };
  const stalled = anOperation({ project, state: 'copying', trouble });
  const { id: operation, revision } = stalled;
  const telling = { kind: 'telling', project, operation, revision, about: 'failed', since, times: 0 } as const;
  const [tried, givenUp] = [
    { ...telling, times: 3, message: 'the mail server is away' },
    { ...telling, revision: revision + 1, times: 9, message: 'no such address', givenUpAt: since },
  ];
  const held = anOperation({ project, state: 'copying', hold: `on hold since ${since}: A leak` });
  await register.open(held, []);
  await register.open(stalled, [tried, givenUp, { ...telling, revision: revision + 2 }]);
  const door = await register.rememberedDoor('ingress', project);
  await register.rememberDoor({ ...door, value: { ...door.value, waiting: 7, why: 'ended' } });
  const overview = await readOverview({ ...running.ports, secondOperator: true, outageHours: 24 }, aReader);
  expect(overview.waiting.find(({ id }) => id === operation)).toMatchObject({
    waitsOn: 'Operator',
    waitsFor: expect.stringMatching(/^stalled, trouble since/),
  });
  const page = (await dashboardPage(overview, aVisitor).body).toString();
  expect(page).toMatch(/on hold since \d{1,2} [A-Z][a-z]{2} \d{4}, \d\d:\d\d UTC: A leak/);
  expect(page).toMatch(/Told nobody yet.*tried 3 times.*the mail server is away.*given up.*no such address/s);
  expect(page).toMatch(new RegExp(`Waiting at the doors.*${project}.*7 datasets.*the project has ended`, 's'));
});

test('shows what was not scanned among what waits for an operator, and why', async () => {
  const { register, clock } = running.ports;
  const now = clock.now().toISOString();
  const project = fresh('scans');
  const scan = { since: now, lookedAt: now, unscanned: 'There is no clean verdict of "a.zip". It has a password.' };
  const [resting, scanning] = [
    anOperation({ project, state: 'scanning', scan }),
    anOperation({ project, state: 'scanning', scan: { since: now, lookedAt: now } }),
  ];
  for (const operation of [resting, scanning]) await register.open(operation, []);
  const overview = await readOverview({ ...running.ports, secondOperator: true, outageHours: 24 }, aReader);
  expect(overview.waiting.find(({ id }) => id === resting.id)).toMatchObject({
    waitsOn: 'Operator',
    waitsFor: scan.unscanned,
    mood: 'bad',
  });
  expect(overview.moving.map(({ id }) => id)).toContain(scanning.id);
});

test('says of an upload that only the marker is missing', async () => {
  const operation = anOperation({ project: fresh('unmarked'), missing: 'marker' });
  await running.ports.register.open(operation, []);
  const overview = await readOverview({ ...running.ports, secondOperator: true, outageHours: 24 }, aReader);
  const line = [...overview.waiting, ...overview.moving].find(({ id }) => id === operation.id);
  expect(line?.waitsFor).toBe('the marker _COMPLETE, without which the project takes no upload');
});

test('shows of a rejected upload that something was copied of it, and where that lies', async () => {
  const { register, clock } = running.ports;
  const copy = { step: 'ingress-copy', attempt: 1, parameters: {}, status: 'succeeded' } as const;
  const transfers = [{ ...copy, intendedAt: clock.now().toISOString() }];
  const operation = anOperation({ project: fresh('copied'), state: 'rejected', version: 4, transfers });
  await register.open(operation, []);
  const overview = await readOverview({ ...running.ports, secondOperator: true, outageHours: 24 }, aReader);
  const line = overview.waiting.find(({ id }) => id === operation.id);
  expect(line?.waitsFor).toContain(`datasets/${operation.project}/${operation.name}/v4 is never published`);
});
