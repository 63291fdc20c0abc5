import type { SignedStep } from '../domain/witness/signed-step.ts';
import type { Tile, TilePlace } from '../domain/witness/tiles.ts';

/** The trees over the audit and what was signed of them. What is kept here is never written anew. A log is a chain, or that of the roots. */
export interface SignedLog {
  /** The newest step that this process brought to its end. It takes no request. */
  finished(): SignedStep | undefined;
  finish(step: SignedStep): void;
  newest(): Promise<SignedStep | undefined>;
  /** The step with which the log had so many leaves. */
  step(size: number): Promise<SignedStep | undefined>;
  /** Keeps a step; false when another of that size stands. */
  keep(step: SignedStep): Promise<boolean>;
  /** Throws NotFound where there is no such tile. */
  readTile(log: string, place: TilePlace): Promise<Uint8Array>;
  /** One that stands is kept. */
  keepTiles(log: string, tiles: readonly Tile[]): Promise<void>;
}

/** The log whose leaves are the checkpoints of all chains; no chain can be called so. */
export const rootsLog = '_roots';
