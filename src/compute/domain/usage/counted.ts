/** What hours are counted of, each in a column of its own. Nodes of clusters are in no list of Azure that is read. */
export const counted = ['machines', 'instances'] as const;
export type Counted = (typeof counted)[number];

export function ofCounted<T>(value: (of: Counted) => T): Readonly<Record<Counted, T>> {
  return { machines: value('machines'), instances: value('instances') };
}

/** How long all of them ran together. */
export function hoursOf(hours: Readonly<Record<Counted, number>>): number {
  return counted.reduce((sum, of) => sum + hours[of], 0);
}
