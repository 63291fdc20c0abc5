import type { Operation, OperationKey, Transfer } from '../../src/domain/operation/operation.ts';
import type { DataFactory, PipelineRun } from '../../src/ports/data-factory.ts';
import type { Register, Stored } from '../../src/ports/records.ts';
import { aTransfer, standing } from '../activities/rows.ts';
import type { World } from '../activities/world.ts';

/** When a hold begins that these tests set. */
export const heldSince = '2026-11-24T10:00:00.000Z';

/** The first attempt of a release, with changes on top. */
export function aRelease(change: Partial<Transfer> = {}): Transfer {
  const parameters = { listPath: 'export-release/1.txt' };
  return aTransfer('export-release', { parameters, intendedAt: '2026-11-24T09:00:00.000Z', ...change });
}

/** Writes a package into the register as if its flow had brought it there. */
export async function aPackage({ ports: { register } }: World, change: Partial<Operation>): Promise<OperationKey> {
  const { value } = await standing({ register }, { door: 'export', ...change });
  return { project: value.project, id: value.id };
}

/** Puts a file where the package is released to. */
export async function putOutside(world: World, key: OperationKey, file = 'a.csv'): Promise<void> {
  const { project, name, id } = await world.operation(key);
  await world.put('released', `${project}/${name}/${id}/${file}`, 'a');
}

/** Data Factory in which every run is under way, and none is shown in a list yet; `cancelled` are those that were told to end. */
export function slowFactory(world: World): { readonly cancelled: string[]; readonly dataFactory: DataFactory } {
  const cancelled: string[] = [];
  const run = { pipeline: '', status: 'InProgress', parameters: {}, message: '', endedAt: undefined } as const;
  const get = async (runId: string): Promise<PipelineRun> => ({ runId, ...run });
  const cancel = async (runId: string) => void cancelled.push(runId);
  return { cancelled, dataFactory: { ...world.ports.dataFactory, find: async () => [], get, cancel } };
}

/**
 * The register of a world in which others are busy: whoever looks at a row and moves it then sees what `look` gives for the number of the
 * look, and the move meets the row as it is.
 */
export function seenAs(
  { ports: { register } }: World,
  look: (number: number) => Promise<Stored<Operation> | undefined>,
): Register {
  let gets = 0;
  const get: Register['get'] = async (key) => {
    gets += 1;
    return gets % 2 === 1 ? await look((gets + 1) / 2) : await register.get(key);
  };
  return { ...register, get, lately: () => undefined };
}
