import { html } from 'hono/html';
import type { FilePlaces } from '../../domain/inspection/evidence.ts';
import type { Html } from '../../pages/base/layout.ts';
import { type Part, sourceTitle } from '../child/shown.ts';
import { titleOf } from './finding-words.ts';

/** The titles of the rules that found something at a cell; without a column, in its row or line as a whole. */
export type Marks = (row: number, column?: number) => readonly string[];

/** What was found in one part of a file. What was found in a whole column stands at its head, and in a whole row at its number. */
export function marksOf(places: FilePlaces, part: Part | undefined): Marks {
  if (part?.title === sourceTitle) return () => [];
  const here = places.flatMap(({ rule, places: found }) =>
    found
      .filter(
        ({ sheet, page, table, row, column }) =>
          sheet === part?.sheet && page === part?.page && table === part?.table && (row ?? column) !== undefined,
      )
      .map(({ row = 1, column }) => ({ rule, row, column })),
  );
  return (row, column) =>
    here.filter((place) => place.row === row && place.column === column).map(({ rule }) => titleOf(rule));
}

/** Text of a file, apart from the text around it, and marked where something was found. */
export function marked(text: string, marks: readonly string[]): Html {
  const isolated = html`<bdi>${text}</bdi>`;
  return marks.length === 0 ? isolated : html`<mark title="${marks.join('; ')}">${isolated}</mark>`;
}
