import { isDeepStrictEqual } from 'node:util';
import type { Door } from '../../domain/base/door.ts';
import type { RefusedNames, SeenAtDoor } from '../../domain/lifecycle/refused-names.ts';
import { onConflictAgain } from '../../ports/on-conflict-again.ts';
import type { Ports } from '../../ports/ports.ts';

/** Changes what is remembered of refused names at a door, and gives it as it stands then. Writes nothing when nothing is different. */
export async function rememberRefused(
  { refused }: Pick<Ports, 'refused'>,
  { door, project }: { readonly door: Door; readonly project: string },
  change: (refused: RefusedNames) => RefusedNames,
): Promise<RefusedNames> {
  return await onConflictAgain(async () => {
    const { value, etag } = await refused.get(door, project);
    const next = change(value);
    if (!isDeepStrictEqual(next, value)) await refused.put({ value: next, etag });
    return next;
  });
}

export function nothingThere({ clock }: Pick<Ports, 'clock'>): SeenAtDoor {
  return { there: [], looked: [], most: 0, now: clock.now() };
}
