import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Description } from '../../../src/api/description.ts';
import { api } from '../../../src/app/api.ts';
import { tables } from '../../../src/domain/base/stored-tables.ts';
import type { Bounded } from '../../../src/domain/overview/bound.ts';
import { bounds } from '../../../src/domain/overview/bounds.ts';

/** Every place of the code's own lists: tables, containers and queues that have a role, and routes that change something. */
const places: readonly string[] = [
  ...tables.map((name) => `table:${name}`),
  ...[...readFileSync('infra/roles.json', 'utf8').matchAll(/"(container|queue)": "([a-z-]+)"/g)].map(
    ([, kind, name]) => `${kind}:${name}`,
  ),
  ...Object.entries<Description>(api)
    .filter(([, { methods }]) => methods.some((method) => method === 'POST' || method === 'PUT'))
    .filter(([, { kind, looks }]) => kind === 'data' || looks !== true)
    .map(([name]) => `route:${name}`),
];

/** Places without a line, and lines about what is not there. */
function gaps(known: readonly string[], lines: readonly Bounded[]) {
  const named = lines.flatMap((line) => line.places);
  return {
    unbounded: [...new Set(known)].filter((place) => !named.includes(place)),
    unknown: named.filter((place) => !known.includes(place)),
  };
}

describe('what can be made many of', () => {
  test('has a line for every table, container, queue and changing route, and no line is about another', () => {
    expect(places.length).toBeGreaterThan(60);
    expect(gaps(places, bounds)).toEqual({ unbounded: [], unknown: [] });
  });

  test.each(['table:newcomer', 'container:newcomer', 'queue:newcomer', 'route:newcomer'])('misses %s', (newcomer) => {
    expect(gaps([...places, newcomer], bounds).unbounded).toEqual([newcomer]);
  });

  test('names tests that are there, and says of the rest why there is none', () => {
    for (const { what, flooded, bound, by } of bounds) {
      if (flooded !== null) expect(existsSync(flooded), `${what}: ${flooded}`).toBe(true);
      expect(bound.length * by.length, what).toBeGreaterThan(0);
    }
    // Nobody without an app role, or an identity of the directory, makes these.
    const unflooded = bounds.filter(({ flooded }) => flooded === null).map(({ what }) => what);
    expect(unflooded).toHaveLength(8);
  });
});
