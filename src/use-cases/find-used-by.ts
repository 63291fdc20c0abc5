import type { OperationKey } from '../domain/operation.ts';
import type { UsedBy, UsingPackage } from '../domain/used-by.ts';
import type { Register } from '../ports/records.ts';
import { atOnce } from './at-once.ts';

/** What finding packages by what they were made from reads. */
export interface UsedByPorts {
  readonly register: Pick<Register, 'briefs' | 'whole'>;
}

const requestsAtOnce = 16;

/** The packages of a project that were made from a version of a dataset: one query over all of them, and the whole row of each that names it. */
export async function findUsedBy({ register }: UsedByPorts, { project, id }: OperationKey): Promise<UsedBy> {
  const { briefs } = await register.briefs('export', project, {});
  const packages: UsingPackage[] = [];
  await atOnce(
    requestsAtOnce,
    briefs.filter(({ value }) => value.madeFrom.includes(id)),
    async (brief) => {
      const found = await register.whole(brief);
      if (found === undefined) return;
      const { name, state, startedAt, since } = found;
      packages.push({ id: found.id, name, state, startedAt, since });
    },
  );
  return {
    packages: packages.toSorted((one, other) => (one.id < other.id ? 1 : -1)),
    unsaid: briefs.filter(({ value }) => value.madeFrom.length === 0).length,
  };
}
