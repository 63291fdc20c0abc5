import { DAY } from '../../domain/base/time.ts';
import { namedComputes } from '../../domain/project/compute-definition.ts';
import type { ComputesAtClosing } from '../../domain/project/destruction.ts';
import type { Project } from '../../domain/project/project.ts';
import { computeKey } from './action.ts';
import type { ComputeSnapshot } from './snapshot.ts';

/** A look is made every few minutes. */
const freshMs = DAY / 24;

/** Decides whether the closing of a project still waits for its computes, by the last snapshot of them and the time of the definition in force. */
export function computesAtClosing(
  { compute, hibernated }: Pick<Project, 'compute' | 'hibernated'>,
  snapshot: Pick<ComputeSnapshot, 'at' | 'computes' | 'ending'> | undefined,
  since: string,
  now: Date,
): ComputesAtClosing {
  const { keepComputeDays, prune } = compute;
  const isDeleted = !hibernated && (prune || keepComputeDays !== undefined);
  const left = snapshot?.computes.map(({ kind, name }) => computeKey(kind, name)).toSorted() ?? [];
  const seen = { lookedAt: snapshot?.at ?? null, left };
  const at = Date.parse(snapshot?.at ?? '');
  const isFresh = at >= Date.parse(since) && now.getTime() - at <= freshMs;
  const mayBeThere = isDeleted || namedComputes(compute).length + left.length > 0;
  if (mayBeThere && !isFresh) return { ...seen, waits: 'a look at its computes' };
  if (!isDeleted) return { ...seen, ...(left.length === 0 ? {} : { why: whyKept(hibernated) }), waits: null };
  const from = snapshot?.ending?.deleteFrom.slice(0, 10);
  if (left.length === 0) return { ...seen, waits: null };
  const computes = left.length === 1 ? '1 compute' : `${left.length} computes`;
  return { ...seen, waits: `the end of ${computes}${from === undefined ? '' : `, not before ${from}`}` };
}

function whyKept(hibernated: boolean): string {
  return hibernated
    ? 'The project is hibernated, so they are off and none is deleted.'
    : 'The definition neither prunes nor says keepComputeDays, so they are off and people delete them.';
}
