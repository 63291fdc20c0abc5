import { expect, test } from 'vitest';
import { isWhole, partOf } from '../shares.ts';
import { drawnFaults } from './posture/drawn.ts';
import { findingsOf } from './posture/findings.ts';
import { seededFaults } from './posture/seed.ts';
import { survivors } from './posture/survivors.ts';
import { environments, type Resource } from './snapshot.ts';
import { worldOf } from './world.ts';

/** A hub is looked at with an environment on it, whose world it is a part of. */
const worlds = new Map(environments.filter((name) => name !== 'hub').map((name) => [name, worldOf(name)]));
const finders = new Map([...worlds].map(([name, world]) => [name, findingsOf(world)]));

interface Seeded {
  readonly what: string;
  readonly environment: string;
  readonly after: ReadonlyMap<Resource, Resource>;
}

function passes({ environment, after }: Seeded): boolean {
  const resources = worlds.get(environment)?.resources.map((one) => after.get(one) ?? one) ?? [];
  return finders.get(environment)?.(resources).length === 0;
}

const drawnFrom: Readonly<Record<string, () => readonly Seeded[]>> = {
  'the table of values': () => seededFaults(worlds, 37, 100),
  'the templates': () => drawnFaults(worlds, 37, 100),
};

test.each(Object.entries(drawnFrom))(
  'of 100 faults drawn from %s at most 5 pass the rules, each with a reason',
  (_from, draw) => {
    const faults = draw();
    const today = partOf(faults, 4);
    const passed = today.filter(passes).map(({ what }) => what);
    const explained = survivors.map(([what]) => what);
    expect(passed.filter((what) => !explained.includes(what))).toEqual([]);
    const drawn = faults.map(({ what }) => what);
    if (isWhole) expect(passed.length).toBeLessThanOrEqual(5);
    if (isWhole) expect(explained.filter((what) => drawn.includes(what) && !passed.includes(what))).toEqual([]);
  },
);
