import { expect, test } from 'vitest';
import { sweep } from '../../../src/use-cases/overview/sweep.ts';
import { sweepSettings } from '../../activities/flow-settings.ts';
import { anOperation } from '../../contract/samples.ts';
import { person, sampleProject } from '../../domain/sample.ts';
import { MemoryWorld } from '../../memory/world.ts';

const idle = { start: async () => {}, wake: async () => {} };
const at = '2026-03-01T09:00:00.000Z';

async function aPackage(world: MemoryWorld, change: Parameters<typeof anOperation>[0]) {
  const operation = anOperation({ door: 'export', project: 'heart-study', ...change });
  await world.ports.register.open(operation, []);
  return operation;
}

test('operators are told once of a package that waited for evidence in vain, also where the mail server was away', async () => {
  const world = new MemoryWorld(1);
  await world.project({ people: { ...sampleProject().people, operators: [person('Otto', 50), person('Vera', 51)] } });
  const missing = { evidence: { missing: 'unreadable' as const }, at };
  const verdicts = { lookedAt: 1, note: 0, notChecked: 0, review: 0, block: 0 };
  const seen = { evidence: { hash: 'a'.repeat(64), verdicts, unchecked: 0, types: ['table' as const] }, at };
  const { id } = await aPackage(world, { state: 'returning', inspection: missing });
  await aPackage(world, { state: 'returning', inspection: seen });
  await aPackage(world, { state: 'returning' });
  const told = () => world.inbox.mails.filter(({ subject }) => subject.includes('was not looked into'));
  const away = {
    send: async () => {
      throw new Error('The mail server is away');
    },
  };
  await sweep({ ...world.ports, mailer: away }, idle, sweepSettings);
  expect(told()).toEqual([]);
  for (let time = 0; time < 2; time += 1) await sweep(world.ports, idle, sweepSettings);
  expect(told().map(({ to }) => to)).toEqual(['otto@example.org', 'vera@example.org']);
  for (const { text } of told()) {
    expect(text).toContain('wrote no evidence that can be read');
    expect(text).toContain(id);
  }
});
