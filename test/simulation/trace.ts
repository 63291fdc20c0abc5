import { createHash } from 'node:crypto';

const mostPending = 64 * 1024;

/** What happened in a schedule, request by request, as one hash: the same seed must give the same. */
export class Trace {
  readonly #hash = createHash('sha256');
  readonly #lines: string[] | undefined;
  /** Lines that are not in the hash yet: one update for many costs less. */
  #pending = '';
  #steps = 0;

  constructor(isKept: boolean) {
    this.#lines = isKept ? [] : undefined;
  }

  get steps(): number {
    return this.#steps;
  }

  /** Every line, when they are kept. */
  get lines(): readonly string[] {
    return this.#lines ?? [];
  }

  note(at: Date, line: string): void {
    this.#steps += 1;
    this.#pending += `${at.getTime()} ${line}\n`;
    if (this.#pending.length > mostPending) this.#flush();
    this.#lines?.push(`${at.toISOString()} ${line}`);
  }

  digest(): string {
    this.#flush();
    return this.#hash.copy().digest('hex').slice(0, 16);
  }

  #flush(): void {
    this.#hash.update(this.#pending);
    this.#pending = '';
  }
}
