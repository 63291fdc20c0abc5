/** What one chart shows: a sentence with figures, which stands over it, and its marks; none where nothing was counted. */
export interface Chart<Mark> {
  readonly title: string;
  readonly marks: readonly Mark[];
}

export function sumOf<Mark>(marks: readonly Mark[], number: (mark: Mark) => number): number {
  return marks.reduce((sum, mark) => sum + number(mark), 0);
}
