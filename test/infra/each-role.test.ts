import { expect, test } from 'vitest';
import type { RoleMatrix } from '../../local/azure/roles.ts';
import { rolesAsMatrix } from './rules/roles.ts';
import { wholeEnvironments } from './snapshot.ts';
import { worldOf } from './world.ts';

const worlds = wholeEnvironments.map(worldOf);
const matrix = worldOf('everything').matrix;

/** Each role of the table in words, and the table without it. */
function withoutEach(
  list: 'blobs' | 'tables' | 'queues' | 'secrets' | 'resources' | 'builtIn',
): [string, RoleMatrix][] {
  const rows: readonly RoleMatrix[typeof list][number][] = matrix[list];
  return rows.map((row) => {
    const { identity, ...rest } = row;
    const words = Object.values(rest).filter((value) => typeof value === 'string');
    return [[list, identity, ...words].join(' '), { ...matrix, [list]: rows.filter((other) => other !== row) }];
  });
}

const lists = ['blobs', 'tables', 'queues', 'secrets', 'resources', 'builtIn'] as const;

test.each(lists.flatMap(withoutEach))('without %s the table is not what is deployed', (_role, without) => {
  expect(worlds.some((world) => rolesAsMatrix({ ...world, matrix: without }).length > 0)).toBe(true);
});
