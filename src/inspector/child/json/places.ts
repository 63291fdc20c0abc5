import { z } from 'zod';

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const features = z
  .array(
    z.strictObject({
      type: z.literal('Feature'),
      id: z.union([z.string(), z.number()]).optional(),
      geometry: z.strictObject({ type: z.literal('Point'), coordinates: z.array(z.number()).min(2).max(3) }),
      properties: z.record(z.string(), cell),
    }),
  )
  .min(2);
/** Words that name what stands at a place. */
const isName = (text: unknown): boolean => typeof text === 'string' && /\p{L}{4}/u.test(text);

/**
 * Points of a map as a table, a row each with its place and what is said of it: places with a name of their own are left to others, and the rest
 * of the map is given to `left`.
 */
export function placeRows(value: object, left: (name: string, value: unknown) => void): Iterable<string[]> | undefined {
  if (!('features' in value) || !('type' in value) || value.type !== 'FeatureCollection') return undefined;
  const points = features.safeParse(value.features);
  if (!points.success) return undefined;
  const names = [...new Set(points.data.flatMap(({ properties }) => Object.keys(properties)))];
  const areNamed = names.some((name) => {
    const texts = points.data.map(({ properties }) => properties[name]);
    return texts.every(isName) && new Set(texts).size > 0.9 * texts.length;
  });
  if (areNamed) return undefined;
  for (const [name, one] of Object.entries(value)) if (name !== 'features') left(name, one);
  const hasIds = points.data.some(({ id }) => id !== undefined);
  return [
    [...(hasIds ? ['id'] : []), 'longitude', 'latitude', ...names],
    ...points.data.map(({ id, geometry, properties }) => [
      ...(hasIds ? [`${id ?? ''}`] : []),
      ...geometry.coordinates.slice(0, 2).map(String),
      ...names.map((name) => `${properties[name] ?? ''}`),
    ]),
  ];
}
