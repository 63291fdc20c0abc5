import type { Operation, OperationKey, Transfer } from '../../src/domain/operation.ts';
import type { World } from '../activities/world.ts';
import { anOperation } from '../contract/samples.ts';

/** When a hold begins that these tests set. */
export const heldSince = '2026-11-24T10:00:00.000Z';

/** The first attempt of a release, with changes on top. */
export function aRelease(change: Partial<Transfer> = {}): Transfer {
  const intendedAt = '2026-11-24T09:00:00.000Z';
  const parameters = { listPath: 'export-release/1.txt' };
  return { step: 'export-release', attempt: 1, parameters, status: 'intended', intendedAt, ...change };
}

/** Writes a package into the register as if its flow had brought it there. */
export async function aPackage({ ports: { register } }: World, change: Partial<Operation>): Promise<OperationKey> {
  const first = anOperation({ door: 'export', ...change, state: 'receiving' });
  const key = { project: first.project, id: first.id };
  await register.open(first, []);
  const stored = await register.get(key);
  if (stored === undefined) throw new Error('the package was not written');
  await register.move({ ...stored, value: { ...first, ...change, revision: 2 } }, []);
  return key;
}

/** Puts a file where the package is released to. */
export async function putOutside(world: World, key: OperationKey, file = 'a.csv'): Promise<void> {
  const { project, name, id } = await world.operation(key);
  await world.put('released', `${project}/${name}/${id}/${file}`, 'a');
}
