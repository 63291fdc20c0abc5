import { madeFromIds, type RetractedVersion, retractedVersion } from '../../domain/operation/made-from.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { Register } from '../../ports/records.ts';

/** Of the versions that a package was made from, as its researcher says, those that were retracted by now. */
export async function retractedSources(
  { register }: { readonly register: Pick<Register, 'get'> },
  { project, submission }: Pick<Operation, 'project' | 'submission'>,
): Promise<readonly RetractedVersion[]> {
  const found = await Promise.all(madeFromIds(submission?.madeFrom).map((id) => register.get({ project, id })));
  return found.flatMap((stored) => (stored === undefined ? [] : (retractedVersion(stored.value) ?? [])));
}
