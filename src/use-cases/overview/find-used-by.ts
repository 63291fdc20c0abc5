import { type Part, partOf } from '../../domain/base/list-place.ts';
import type { UsedBy, UsingPackage } from '../../domain/lifecycle/used-by.ts';
import type { OperationKey } from '../../domain/operation/operation.ts';
import type { Register } from '../../ports/records.ts';
import { atOnce } from '../base/at-once.ts';

export interface UsedByPorts {
  readonly register: Pick<Register, 'briefs' | 'whole'>;
}

export interface UsedByAsked {
  readonly limit: number;
  readonly continuation?: string;
}

const requestsAtOnce = 16;

/** One query over all of them, and the whole row of each that is given. Throws Refused for a continuation that this list did not give. */
export async function findUsedBy(
  { register }: UsedByPorts,
  { project, id }: OperationKey,
  { limit, continuation }: UsedByAsked,
): Promise<UsedBy & Pick<Part<UsingPackage>, 'continuation'>> {
  const { briefs } = await register.briefs('export', project, {});
  const naming = briefs.filter(({ value }) => value.madeFrom.includes(id));
  // Ids are in the order of time.
  const part = partOf(naming, {
    placeOfItem: ({ value }) => ({ value: value.id, id: value.id }),
    direction: 'down',
    limit,
    asked: ['used-by', project, id],
    continuation,
  });
  const packages = new Map<string, UsingPackage>();
  await atOnce(requestsAtOnce, part.items, async (brief) => {
    const found = await register.whole(brief);
    if (found === undefined) return;
    const { name, state, startedAt, since } = found;
    packages.set(found.id, { id: found.id, name, state, startedAt, since });
  });
  return {
    packages: part.items.flatMap(({ value }) => packages.get(value.id) ?? []),
    count: naming.length,
    unsaid: briefs.filter(({ value }) => value.madeFrom.length === 0).length,
    continuation: part.continuation,
  };
}
