import type { Cli } from '../deploy/cli.ts';
import type { KeptVersion } from './judge.ts';

/** What the removal asks of the world around it. */
export interface Around {
  readonly cli: Cli;
  readonly now: Date;
  readonly say: (line: string) => void;
  /** Asks a person to type the name of the environment. */
  readonly confirm: (name: string) => Promise<boolean>;
  readonly pause: (milliseconds: number) => Promise<void>;
  /** The datasets of an account, by the address of its blobs. */
  readonly datasets: (blobs: string) => DatasetFiles;
}

/** Every version of every file in `datasets`, as whoever is signed in to `az` reaches them. */
export interface DatasetFiles {
  pages(): AsyncIterable<readonly KeptVersion[]>;
  /** One that is gone is no failure. */
  remove(version: KeptVersion): Promise<void>;
}
