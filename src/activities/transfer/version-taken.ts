import { keepsNumber } from '../../domain/lifecycle/unpublished.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { TransferStep } from '../../domain/operation/operation-lists.ts';
import type { Ports } from '../../ports/ports.ts';

/** The steps by which an upload that is not published comes to the folder of its version. */
const reaching: ReadonlySet<TransferStep> = new Set(['ingress-copy', 'dataset-retract']);

/**
 * Why the folder of its version is not the upload's any more, in a sentence; undefined while it is. Where tables were put back to before an
 * upload had its number, the next one of the name got the same: whose row comes back then must neither copy over what that one published, nor
 * remove it.
 */
export async function versionTaken(
  { register }: { readonly register: Pick<Ports['register'], 'latestVersion' | 'list'> },
  { id, project, name, version }: Operation,
  step: TransferStep,
): Promise<string | undefined> {
  if (!reaching.has(step) || version === undefined) return undefined;
  if ((await register.latestVersion(project, name)) < version) return undefined;
  for (let place: string | undefined, isFirst = true; isFirst || place !== undefined; isFirst = false) {
    const { items, continuation } = await register.list('ingress', project, place);
    const other = items.find(
      (one) => one.id !== id && one.name === name && one.version === version && keepsNumber(one),
    );
    if (other !== undefined)
      return `The version ${version} of ${JSON.stringify(name)} is that of ${other.id}, which got it while the register knew nothing of ${id}. Nothing is copied there or deleted: discard ${id}, and send its files again if they are to be a version of their own.`;
    place = continuation;
  }
  return undefined;
}
