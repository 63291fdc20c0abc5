import { doorFacts, shortNumber } from '../../domain/base/door.ts';
import { printable } from '../../domain/base/printable.ts';
import { sizeClass } from '../../domain/base/size-class.ts';
import type { Operation } from '../../domain/operation/operation.ts';

/** How a mail calls what it is about: a dataset by the name that its owner gave it outside, a package by its short number only. */
export function thingOf({ door, name, id }: Operation): string {
  return `${doorFacts(door).noun} ${door === 'ingress' ? printable(name) : shortNumber(id)}`;
}

/** The same for a subject, where packages are told apart by their size class too, once they were listed. */
export function subjectThingOf(operation: Operation): string {
  const { door, source } = operation;
  const size = door === 'export' && source !== undefined ? ` (${sizeClass(source)})` : '';
  return `${thingOf(operation)}${size}`;
}

/** The sentence that says where the names are that a mail must not hold; none when there is no notice. */
export function noticeLine(what: string, notice: string | undefined): string[] {
  if (notice === undefined) return [];
  return [
    `${what} stands in notices/${notice} in the secure environment, where the project's researchers can read it.`,
  ];
}
