import type { Operation } from '../../../domain/operation/operation.ts';
import type { Ports } from '../../../ports/ports.ts';
import { type PersonNamePorts, seenName } from '../../../use-cases/people/person-name.ts';

/** Who opened files of a package in the reading room, in any round. */
export async function openedBy(
  ports: PersonNamePorts & Pick<Ports, 'inspectionResults'>,
  { project, id, round: last = 0 }: Operation,
) {
  const files = new Map<string, Set<number>>();
  for (let round = 1; round <= last; round += 1)
    for (const [oid, numbers] of await ports.inspectionResults.opened({ project, exportId: id }, round))
      files.set(oid, new Set([...(files.get(oid) ?? []), ...numbers]));
  return await Promise.all(
    [...files].map(async ([oid, numbers]) => ({ oid, name: await seenName(ports, { oid }), files: numbers.size })),
  );
}
