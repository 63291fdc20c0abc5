export type Intersection<Union> = (Union extends unknown ? (one: Union) => void : never) extends (
  all: infer All,
) => void
  ? All
  : never;

/** One map of the maps that a module exports. Two that share a name would hide each other: that throws. */
export function merged<Maps extends Readonly<Record<string, object>>>(maps: Maps): Intersection<Maps[keyof Maps]>;
export function merged(maps: Readonly<Record<string, object>>): unknown {
  const entries = Object.values(maps).flatMap((map) => Object.entries(map));
  const names = entries.map(([name]) => name);
  const twice = names.find((name, at) => names.indexOf(name) < at);
  if (twice !== undefined)
    throw new Error(`Two of ${Object.keys(maps).join(', ')} have the route ${twice}: rename one`);
  return Object.fromEntries(entries);
}
