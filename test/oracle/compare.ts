import { freshMark } from './normalise.ts';

/** One place in which the two sides differ. */
export interface Difference {
  /** Like `instances/a/status/output`. */
  path: string;
  real: unknown;
  ours: unknown;
}

const absent = Symbol('absent');

/** Lists where two normalised outcomes differ, the deepest places only. */
export function differences(real: unknown, ours: unknown, path: string[] = []): Difference[] {
  if (isContainer(real) && isContainer(ours) && Array.isArray(real) === Array.isArray(ours)) {
    const keys = new Set([...Object.keys(real), ...Object.keys(ours)]);
    return [...keys].flatMap((key) => differences(member(real, key), member(ours, key), [...path, key]));
  }
  if (real === ours || real === freshMark || ours === freshMark) return [];
  return [{ path: path.join('/'), real: shown(real), ours: shown(ours) }];
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function member(container: object, key: string): unknown {
  return Object.hasOwn(container, key) ? Reflect.get(container, key) : absent;
}

function shown(value: unknown): unknown {
  return value === absent ? '(absent)' : value;
}
