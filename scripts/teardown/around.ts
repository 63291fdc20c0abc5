import type { Cli } from '../deploy/cli.ts';

/** What the removal asks of the world around it. */
export interface Around {
  readonly cli: Cli;
  readonly now: Date;
  readonly say: (line: string) => void;
  /** Asks a person to type the name of the environment. */
  readonly confirm: (name: string) => Promise<boolean>;
}
