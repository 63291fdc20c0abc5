import { describe, expect, test } from 'vitest';
import { mayRevealEnd } from '../../../src/activities/operation/reveal-end.ts';
import { DAY } from '../../../src/domain/base/time.ts';
import { projectSchema } from '../../../src/domain/project/project.ts';
import { MemoryWorld } from '../../memory/world.ts';
import { openEgress } from '../flow-settings.ts';

const project = 'heart-study';

async function worldWith(endsToldPerDay: number): Promise<MemoryWorld> {
  const world = new MemoryWorld(1);
  await world.project({ egress: projectSchema.shape.egress.parse({ ...openEgress, endsToldPerDay }) });
  return world;
}

describe('an end before the freeze', () => {
  test('is told as long as its project tells of one more that day, and the next day again', async () => {
    const { ports, time } = await worldWith(2);
    const asked = ['one', 'two', 'three', 'one'];
    const answers: boolean[] = [];
    for (const end of asked) answers.push(await mayRevealEnd(ports, { project, end }));
    expect(answers).toEqual([true, true, false, true]);
    await time.pass(DAY);
    expect(await mayRevealEnd(ports, { project, end: 'three' })).toBe(true);
  });

  test('is told no more often when all come at once', async () => {
    const { ports } = await worldWith(3);
    const all = Array.from({ length: 4 }, (_, number) => mayRevealEnd(ports, { project, end: `end-${number}` }));
    expect((await Promise.all(all)).filter(Boolean)).toHaveLength(3);
  });

  test('is told of no project that nobody can read', async () => {
    const { ports } = await worldWith(1);
    expect(await mayRevealEnd(ports, { project: 'lung-study', end: 'one' })).toBe(false);
  });
});
