import { afterAll, beforeAll, expect, test } from 'vitest';
import { findPerson } from '../../../local/azure/directory.ts';
import { monthOf } from '../../../src/compute/domain/usage/hours.ts';
import { computeDefinition } from '../../../src/domain/project/compute-definition.ts';
import { ask } from '../../functions/ask.ts';
import { aProject, type RunningApp, startApp } from '../../functions/running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
});
afterAll(() => app.stop());

const hour = 3_600_000;
const path = 'ops/compute/heart-study/hours';

test('the hours of computes are told with the budget, to readers, and to no researcher of the project', async () => {
  const budgeted = { compute: computeDefinition.parse({ budgetHours: 400 }) };
  const { people } = await aProject(app, budgeted);
  const now = app.ports.clock.now().toISOString();
  const month = monthOf(now);
  const months = [{ month, machines: 40 * hour, instances: 8 * hour, missed: 0 }];
  await app.ports.hours.write('heart-study', { lookedAt: now, months }, undefined);
  await app.ports.hours.write('other-study', { lookedAt: now, months: [] }, undefined);
  const { status, body } = await ask(app, 'rita', 'GET', path);
  expect(status).toBe(200);
  expect(body).toEqual({
    project: 'heart-study',
    sentence: '48 of 400 hours this month.',
    budget: { month, budgetHours: 400, usedHours: 48, missedHours: 0, level: 'within' },
    lookedAt: now,
    months: [{ month, machines: 40, instances: 8, missed: 0 }],
  });
  expect((await ask(app, 'rui', 'GET', path)).status).toBe(403);
  expect((await ask(app, 'rita', 'GET', 'ops/compute/no-study/hours')).status).toBe(404);
  const { name, email, oid } = findPerson(app.azure.directory, 'rita');
  await aProject(app, { people: { ...people, researchers: [...people.researchers, { name, email, oid }] } });
  expect((await ask(app, 'rita', 'GET', path)).status).toBe(403);
});
