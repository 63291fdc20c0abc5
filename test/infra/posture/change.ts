import { type Json, type Resource, resourceOf } from '../snapshot.ts';
import type { At } from './scalars.ts';

/** The resource with another value at a place, or with none. A place may lie in a text of JSON, or where nothing is yet. */
export function changed(resource: Resource, at: At, to: Json | undefined): Resource {
  return resourceOf(put(JSON.parse(JSON.stringify(resource)), at, to));
}

function put(value: Json | undefined, [first, ...rest]: At, to: Json | undefined): Json | undefined {
  if (first === undefined) return to;
  if (typeof value === 'string' && value.startsWith('{"'))
    return JSON.stringify(put(JSON.parse(value), [first, ...rest], to));
  if (Array.isArray(value)) {
    const inner = put(value[Number(first)], rest, to);
    return inner === undefined ? value.toSpliced(Number(first), 1) : value.with(Number(first), inner);
  }
  if (value === undefined) return put({}, [first, ...rest], to);
  if (typeof value !== 'object' || value === null) throw new Error(`nothing holds ${first}`);
  const inner = put(value[first], rest, to);
  const { [String(first)]: _gone, ...others } = value;
  return inner === undefined ? others : { ...value, [first]: inner };
}
