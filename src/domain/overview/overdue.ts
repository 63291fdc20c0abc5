/** How long something has waited for a person, and its deadline, as ISO 8601 in UTC; without `since` nobody knows since when. */
export interface Waits {
  readonly since?: string;
  readonly due?: string;
}

export function isOverdue({ due }: Waits, now: Date): boolean {
  return due !== undefined && Date.parse(due) < now.getTime();
}

/** First what is past its deadline, the longest past first; then what waits, the longest waiting first; last of which nobody knows since when. */
export function mostOverdueFirst<T extends Waits>(list: readonly T[], now: Date): readonly T[] {
  const overdue = list.filter((one) => isOverdue(one, now)).toSorted(byText(({ due }) => due));
  const others = list.filter((one) => !isOverdue(one, now)).toSorted(byText(({ since }) => since));
  return [...overdue, ...others];
}

function byText<T>(timeOf: (one: T) => string | undefined): (one: T, other: T) => number {
  return (one, other) => {
    const [first, second] = [timeOf(one) ?? 'unknown', timeOf(other) ?? 'unknown'];
    return Number(first > second) - Number(first < second);
  };
}
