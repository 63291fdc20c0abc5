import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Operation } from '../../src/domain/operation.ts';
import { readOverview } from '../../src/functions/overview.ts';
import { type RunningPorts, startPorts } from '../azure/running-ports.ts';
import { anOperation, fresh } from '../contract/samples.ts';

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
  const shown = (await readOverview({ ...running.ports, secondOperator: true })).finished.map(({ id }) => id);
  expect(shown).toHaveLength(10);
  expect(shown.slice(0, 2)).toEqual([result.id, dataset.id]);
});
