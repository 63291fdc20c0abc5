import { doorFacts, shortNumber } from '../../domain/door.ts';
import type { Operation } from '../../domain/operation.ts';
import { printable } from '../words.ts';

/** How a mail calls what it is about: a dataset by the name that its owner gave it outside, a package by its short number only. */
export function thingOf({ door, name, id }: Operation): string {
  return `${doorFacts(door).noun} ${door === 'ingress' ? printable(name) : shortNumber(id)}`;
}

/** The sentence that says where the names are that a mail must not hold; none when there is no notice. */
export function noticeLine(what: string, notice: string | undefined): string[] {
  if (notice === undefined) return [];
  return [
    `${what} stands in notices/${notice} in the secure environment, where the project's researchers can read it.`,
  ];
}
