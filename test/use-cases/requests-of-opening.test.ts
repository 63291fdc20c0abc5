import { expect, test } from 'vitest';
import { announceUpload } from '../../src/use-cases/operation/announce-upload.ts';

import { anOperation } from '../contract/samples.ts';
import { sampleProject } from '../domain/sample.ts';
import { MemoryWorld } from '../memory/world.ts';

const idle = { start: async () => undefined, wake: async () => undefined };
const project = 'heart-study';

test('opening a package takes at most 20 requests, however many are open, rest at a failure or have ended', async () => {
  let asked = 0;
  const before = () => {
    asked += 1;
  };
  const world = new MemoryWorld(1, { before, after: () => undefined });
  await world.project({ id: project, egress: { ...sampleProject().egress, maxOpen: 1000 } });
  const taken: number[] = [];
  for (let at = 0; at < 80; at += 1) {
    for (const state of ['rejected', 'returned'])
      await world.ports.register.restore(anOperation({ project, door: 'export', name: `${state}-${at}`, state }), null);
    const path = `${project}/package-${at}/a.csv`;
    await world.put('exports', path, 'a,b\n');
    asked = 0;
    expect(await announceUpload(world.ports, idle, { door: 'export', path })).toMatchObject({ kind: 'started' });
    taken.push(asked);
  }
  // The first one of a project finds no chain yet.
  expect(Math.max(...taken.slice(1))).toBeLessThanOrEqual(20);
  expect(taken.at(-1)).toBe(taken[1]);
});
