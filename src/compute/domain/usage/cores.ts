/** Sizes of the D series up to its second version, whose number counts something else than cores. */
const oldSizes: ReadonlyMap<number, number> = new Map([
  [1, 1],
  [2, 2],
  [3, 4],
  [4, 8],
  [5, 16],
  [11, 2],
  [12, 4],
  [13, 8],
  [14, 16],
  [15, 20],
]);

/** How many cores a size of Azure has, by its name: `Standard_D4s_v5` has four. Undefined when the name does not tell. */
export function coresOf(size: string): number | undefined {
  const old = /^Standard_DS?(\d+)(?:_v2)?$/i.exec(size)?.[1];
  if (old !== undefined) return oldSizes.get(Number(old));
  const number = /^Standard_[A-Z]+(\d+)/i.exec(size)?.[1];
  return number === undefined ? undefined : Number(number);
}
