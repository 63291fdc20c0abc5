import { madeFromIds, type RetractedVersion, retractedVersion } from '../../domain/operation/made-from.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { saidAbout } from '../../domain/operation/said-about.ts';
import type { Register } from '../../ports/records.ts';

/** Of the versions that a package was made from, as its researcher says, those that were retracted by now. */
export async function retractedSources(
  { register }: { readonly register: Pick<Register, 'get'> },
  operation: Pick<Operation, 'project' | 'submission' | 'saidInside'>,
): Promise<readonly RetractedVersion[]> {
  const { project } = operation;
  const ids = madeFromIds(saidAbout(operation).madeFrom);
  const found = await Promise.all(ids.map((id) => register.get({ project, id })));
  return found.flatMap((stored) => (stored === undefined ? [] : (retractedVersion(stored.value) ?? [])));
}
