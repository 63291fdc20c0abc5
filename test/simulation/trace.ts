import { createHash } from 'node:crypto';

/** What happened in a schedule, request by request, as one hash: the same seed must give the same. */
export class Trace {
  readonly #hash = createHash('sha256');
  readonly #lines: string[] | undefined;
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
    this.#hash.update(`${at.getTime()} ${line}\n`);
    this.#lines?.push(`${at.toISOString()} ${line}`);
  }

  digest(): string {
    return this.#hash.copy().digest('hex').slice(0, 16);
  }
}
