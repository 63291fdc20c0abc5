import type { DisclosureRules } from '../domain/inspection/disclosure.ts';
import type { Client } from './client.ts';
import type { ExitCode } from './exit-codes.ts';

export interface Tools {
  /** The API as whoever typed the command. */
  client(): Promise<Client>;
  /** The API as nobody, for what everybody may ask. */
  anybody(): Promise<Client>;
  /** By this the API knows a repetition of the same change. */
  readonly key: string;
  /** Columns of the terminal; undefined where none cuts lines. */
  readonly width: number | undefined;
  /** Prints the answer: as JSON when that was asked for, else in the lines that `inWords` makes of it. */
  show(answer: unknown, inWords: () => readonly string[]): void;
  readonly isJson: boolean;
  /** Prints lines and waits until they are out, for what is long. */
  print(lines: readonly string[]): Promise<void>;
  /** Says something beside the answer, on stderr. */
  note(line: string): void;
  /** Shows how far something has come, on a terminal only. */
  progress(line: string): void;
  /** Whether a person agrees; with --yes that is taken for granted. Throws Complaint where nobody can be asked. */
  agrees(what: readonly string[]): Promise<boolean>;
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
