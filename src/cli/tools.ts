import type { DisclosureRules } from '../domain/inspection/disclosure.ts';
import type { Client } from './client.ts';
import type { ExitCode } from './exit-codes.ts';

export interface Tools {
  /** The API as whoever typed the command. */
  readonly api: Client;
  /** Columns of the terminal; undefined where none cuts lines. */
  readonly width: number | undefined;
  /**
   * Prints the answer: as JSON when that was asked for, else in the lines that `inWords` makes of it. Gives the code to end with: that of a
   * refusal for an answer that says that it is not `ok`.
   */
  show(answer: unknown, inWords: () => readonly string[]): ExitCode;
  readonly isJson: boolean;
  /** Prints lines and waits until they are out, for what is long. */
  print(lines: readonly string[]): Promise<void>;
  /** Says something beside the answer, on stderr. */
  note(line: string): void;
  /** Shows how far something has come, on a terminal only. */
  progress(line: string): void;
  /** Says what will happen, which a person must agree to; with --yes that is taken for granted. Throws Complaint where nobody does. */
  agree(what: readonly string[]): Promise<void>;
  /** Whether somebody will be asked, and so looks at a state before a change. */
  readonly asks: boolean;
  readonly style: Style;
  now(): Date;
  pause(milliseconds: number): Promise<void>;
  /** The text of a file that was named; `-` is what is piped in. Throws Complaint. */
  readFile(name: string): Promise<string>;
  writeFile(name: string, text: string): Promise<void>;
  /** The lines that the inspection of a folder or file that was named prints. Throws Complaint when there is none. */
  inspect(name: string, rules: DisclosureRules): AsyncIterable<string>;
}

/** How text is set off; without colours it stays as it is. */
export interface Style {
  heading(text: string): string;
  problem(text: string): string;
}

/** What stands behind a command: gives the code it ends with. */
export type Work = (tools: Tools) => Promise<ExitCode>;

export type Start = (work: Work) => Promise<void>;
