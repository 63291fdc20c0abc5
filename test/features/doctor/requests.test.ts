import { expect, it } from 'vitest';
import { runDoctor } from '../../../src/features/doctor/run-doctor.ts';
import { MemoryWorld } from '../../memory/world.ts';
import { portsOf, quiet } from './doctor-ports.ts';
import { manyProjects } from './many-projects.ts';

interface Counted {
  readonly sum: number;
  /** How often the same was asked for. */
  readonly lines: string;
}

/** What a doctor asks in a process that has read the definitions before. */
async function requestsOf(projects: number): Promise<Counted> {
  const counted = new Map<string, number>();
  const before = ({ service, operation }: { readonly service: string; readonly operation: string }) => {
    const kind = `${service} ${operation}`;
    counted.set(kind, (counted.get(kind) ?? 0) + 1);
  };
  const world = new MemoryWorld(1, { before, after: () => undefined });
  await manyProjects(world, projects);
  const ports = portsOf(world);
  await runDoctor(ports, quiet);
  counted.clear();
  const { checks } = await runDoctor(ports, quiet);
  for (const id of ['heads-agree', 'records-verified', 'two-operators', 'uploads-announced'])
    expect(checks.find((check) => check.id === id)?.result, id).toBe('ok');
  const sum = [...counted.values()].reduce((all, one) => all + one, 0);
  return { sum, lines: [...counted].map((one) => one.join(' × ')).join(', ') };
}

/** Beside these a doctor asks each container, table and service once whether it answers. */
const goal = 40;

it('a doctor asks no more of storage and services, however many projects there are', async () => {
  const counts = [await requestsOf(2), await requestsOf(12), await requestsOf(60)];
  for (const { sum, lines } of counts) expect(sum, lines).toBeLessThanOrEqual(goal);
  expect(counts[2]?.sum, counts[2]?.lines).toBe(counts[1]?.sum);
});
