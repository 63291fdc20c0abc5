import type { Somebody } from '../../../domain/people/people.ts';
import { isBlindTo } from '../../../domain/review/blind.ts';
import type { ShownRow } from '../../../ports/overview.ts';
import type { BrokenProject, StoredProject } from '../../../ports/records.ts';

/** Packages in review about whose decisions the viewer is told nothing, because they decide there themselves. */
export function blindRows(
  open: readonly ShownRow[],
  definitions: readonly (StoredProject | BrokenProject)[],
  viewer: Somebody,
): ReadonlySet<string | null> {
  const projects = new Map(definitions.flatMap((found) => ('value' in found ? [[found.value.id, found.value]] : [])));
  const blind = open.filter(({ shown: { state, project }, round }) => {
    const asked = { status: 'open', blind: round?.blind ?? true, asked: round?.people ?? [] };
    return state === 'in-review' && isBlindTo(asked, projects.get(project), viewer);
  });
  return new Set(blind.map(({ shown }) => shown.id));
}
