import { type Project, projectSchema } from '../project/project.ts';

/**
 * The definition in force with only that as it was before what its change stopped or ended: the first and last day, hibernation and closing.
 * People, quorum and every rule stay as they are now. Undefined where the change stopped and ended nothing, or where nothing fits any more.
 */
export function revertedChange(before: Project, standing: Project): Project | undefined {
  const { closed: isClosed, ...rest } = standing;
  const closed = isClosed?.releases === before.closed?.releases || isClosed === undefined ? isClosed : before.closed;
  const [starts = standing.starts] = [standing.starts, before.starts].toSorted();
  const [, ends = standing.ends] = [standing.ends, before.ends].toSorted();
  const hibernated = standing.hibernated && before.hibernated;
  const back = projectSchema.safeParse({
    ...rest,
    starts,
    ends,
    hibernated,
    ...(closed === undefined ? {} : { closed }),
  });
  const isSame =
    starts === standing.starts &&
    ends === standing.ends &&
    hibernated === standing.hibernated &&
    closed?.releases === isClosed?.releases;
  return back.success && !isSame ? back.data : undefined;
}
