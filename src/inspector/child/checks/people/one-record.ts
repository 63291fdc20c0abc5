import { isAge, isSex, type Quasi, quasiOf } from '../../identifiers/quasi.ts';
import { wordsIn } from '../label.ts';

/** So much that singles people out is told of one person alone. */
const fewestTold = 4;

/** What names and values beside each other tell of one person. */
export class OneRecord {
  readonly #told = new Map<Quasi, string>();

  add(name: string, value: string): void {
    const kind = quasiOf(wordsIn(name));
    if (kind !== undefined) this.#told.set(kind, value.trim());
  }

  /** The number by which somebody is known. */
  get hasNumber(): boolean {
    return /^[a-z]{0,4}[-_]?\d{3,12}$/i.test(this.#told.get('person') ?? '');
  }

  /** All that singles somebody out, or their number and more of it. */
  get isOfOne(): boolean {
    return this.isWhole || (this.hasNumber && this.#told.size > 1);
  }

  /** A sex, an age, and more by which people are told apart. */
  get isWhole(): boolean {
    const has = (kind: 'age' | 'birth') => {
      const value = this.#told.get(kind) ?? '';
      return /^\d{1,4}$/.test(value) && isAge(Number(value), kind);
    };
    return this.#told.size >= fewestTold && isSex(this.#told.get('sex') ?? '') && (has('age') || has('birth'));
  }
}
