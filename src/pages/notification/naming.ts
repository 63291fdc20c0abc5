import { doorFacts } from '../../domain/base/door.ts';
import { printable } from '../../domain/base/printable.ts';
import type { Revealed } from '../../domain/notification/outside-view.ts';

/** How a mail calls what it is about: a dataset by the name that its owner gave it outside, a package by its short number only. */
export function thingOf(told: Revealed): string {
  return `${doorFacts(told.door).noun} ${told.door === 'ingress' ? printable(told.name) : told.number}`;
}

/** The same for a subject, where packages are told apart by their size class too, once they were listed. */
export function subjectThingOf(told: Revealed): string {
  return `${thingOf(told)}${sizeNote(told)}`;
}

/** The size class of a package in brackets, once it was listed. */
export function sizeNote(told: Revealed): string {
  return told.door === 'ingress' || told.size === undefined ? '' : ` (${told.size})`;
}

/** The sentence that says where the names are that a mail must not hold; none when there is no notice. */
export function noticeLine(what: string, notice: string | undefined): string[] {
  if (notice === undefined) return [];
  return [
    `${what} stands in notices/${notice} in the secure environment, where the project's researchers can read it.`,
  ];
}

/** Where it stands by name what is asked about single files, in the container of notices. */
export function questionNoticePath(
  { project, id }: Pick<Revealed, 'project' | 'id'>,
  { round, number }: { readonly round: number; readonly number: number },
): string {
  return `${project}/${id}-question-${round}-${number}.txt`;
}

/** Where that lies, for pages that know no more of it than the package: another notification takes the next number behind its id. */
export function noticeOf({ project, id }: Pick<Revealed, 'project' | 'id'>): string {
  return `Which files broke which rules, and what else is to be known by name, stands in the folder notices/${project} in the secure environment: the newest file whose name begins with ${id}.`;
}
