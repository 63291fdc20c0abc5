import type { Operation } from '../../domain/operation/operation.ts';
import { dueLists, type ListedInside } from '../../domain/overview/listed-inside.ts';
import { packagesNotice } from '../../pages/notification/packages-notice.ts';
import type { Ports } from '../../ports/ports.ts';
import type { Register } from '../../ports/records.ts';
import type { Failures } from '../base/failures.ts';

type ListPorts = Pick<Ports, 'notices' | 'clock'> & { readonly register: Pick<Register, 'list'> };

/**
 * Lists inside the packages of each project in which some moved: outside its researchers know them by number and by what they typed. Nothing is
 * asked or written where all is as it was.
 */
export async function listInside(
  { notices, clock, register }: ListPorts,
  {
    before = {},
    open,
    failures,
    isOver,
  }: {
    readonly before: ListedInside | undefined;
    readonly open: readonly Operation[];
    readonly failures: Failures;
    readonly isOver: () => boolean;
  },
): Promise<ListedInside> {
  const now = clock.now();
  const after = new Map(Object.entries(before));
  for (const { project, path, digest } of dueLists(before, open, now)) {
    if (isOver()) break;
    await failures.keep(`the list of packages of ${project}`, async () => {
      const { items } = await register.list('export', project);
      const isNew = (await notices.create(path, packagesNotice(project, items, now))) === 'created';
      // One that stands was made by a sweep that died, and may tell of an older state: the next quarter has another.
      if (!isNew) after.set(project, { digest: '', ...after.get(project), at: now.toISOString() });
      else if (digest === null) after.delete(project);
      else after.set(project, { at: now.toISOString(), digest });
    });
  }
  return Object.fromEntries(after);
}
