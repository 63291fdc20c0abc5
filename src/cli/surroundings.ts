/** Where the command writes: a terminal, a pipe or a file. */
export interface Screen {
  /** `done` is called when the text is out. */
  write(text: string, done?: () => void): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** People whose tokens need no sign-in, and the address of the app that knows them: those of a stack on this machine. */
export interface TestPeople {
  /** Throws an Error in a sentence when no such app runs. */
  url(): Promise<string>;
  /** The token of the person of that name. Throws an Error in a sentence when there is none. */
  tokenOf(person: string): Promise<string>;
  /** Loses that store of a stack of its own while work is in flight, has it put back, and tells how long that took. Throws an Error in a sentence. */
  drill(store: string, tell: (line: string) => void): Promise<void>;
}

/** Everything outside the command that it uses. */
export interface Surroundings {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The clone, in which azd keeps what it knows of a deployment. */
  readonly clone: string;
  /** Files that are named are found from here. */
  readonly folder: string;
  readonly out: Screen;
  readonly err: Screen;
  /** Puts a question to a person and gives the line they type; undefined where nobody can be asked. */
  readonly question: ((text: string) => Promise<string>) | undefined;
  readonly people: TestPeople;
  /** Runs another program and gives what it printed. Throws with its `code` and `stderr`. */
  program(name: string, words: readonly string[]): Promise<string>;
  /** Starts the program that inspects local files, with its question as JSON, and gives the lines that it prints. Throws what it complains of. */
  inspect(question: string): AsyncIterable<string>;
  /** The commands that deploy one project, for whoever may give roles. Throws an Error in a sentence. */
  deployment(project: string): Promise<readonly string[]>;
  now(): Date;
  pause(milliseconds: number): Promise<void>;
}
