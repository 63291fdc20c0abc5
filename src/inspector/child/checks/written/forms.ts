/** A line of a text, as plain text that keeps its places. */
export interface WrittenLine {
  readonly plain: string;
  readonly number: number;
}

export interface WrittenRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/** Rows that a form takes from lines that follow each other, up to one of them; without rows it has none up to there, and need not look again. */
export interface Taken {
  readonly rows?: readonly WrittenRow[];
  /** The first line that is none of them. */
  readonly to: number;
}

/** Takes the table that is written in one form from a line on, if there is one. */
export type Form = (lines: readonly WrittenLine[], from: number) => Taken | undefined;

/** The lines from one on, as long as they are such. */
export function runOf(lines: readonly WrittenLine[], from: number, is: (plain: string) => boolean): WrittenLine[] {
  const run: WrittenLine[] = [];
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at];
    if (line === undefined || !is(line.plain)) break;
    run.push(line);
  }
  return run;
}
