import type { PassedKind } from '../../domain/inspection/coverage.ts';
import type { Seen } from './reader.ts';

/** Adds up the bytes of a file's many pieces by what they are, so that each kind is told once. */
export class Account {
  readonly #passed = new Map<PassedKind, number>();
  #looked = 0;

  /** `kind`: what a piece is that was not looked at; undefined for one that was told. */
  add(kind: PassedKind | undefined, bytes: number): void {
    if (kind === undefined) this.#looked += bytes;
    else this.#passed.set(kind, (this.#passed.get(kind) ?? 0) + bytes);
  }

  /** The bytes of all pieces so far. */
  get bytes(): number {
    return [...this.#passed.values()].reduce((sum, bytes) => sum + bytes, this.#looked);
  }

  tell(seen: Seen): void {
    if (this.#looked > 0) seen.looked(this.#looked);
    for (const [kind, bytes] of this.#passed) if (bytes > 0) seen.passed(kind, bytes);
  }
}
