/**
 * Seeds that together meet all that any of the given ones meets, chosen one by one: each time the one that adds
 * most. In ascending order.
 */
export function cover(metBy: ReadonlyMap<number, readonly string[]>): number[] {
  const left = new Set([...metBy.values()].flat());
  const chosen: number[] = [];
  while (left.size > 0) {
    let best: { readonly seed: number; readonly adds: number } | undefined;
    for (const [seed, met] of metBy) {
      const adds = met.filter((one) => left.has(one)).length;
      if (adds > (best?.adds ?? 0)) best = { seed, adds };
    }
    if (best === undefined) break;
    chosen.push(best.seed);
    for (const one of metBy.get(best.seed) ?? []) left.delete(one);
  }
  return chosen.toSorted((one, other) => one - other);
}
