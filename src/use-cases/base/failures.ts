import { messageOf } from '../../domain/base/errors.ts';
import { MailWaits } from '../../ports/mail.ts';

/** Failures that must not end a loop, told of all together at its end. */
export class Failures {
  readonly #all: Error[] = [];

  async keep(what: string, step: () => Promise<void>): Promise<void> {
    try {
      await step();
    } catch (cause) {
      // It is owed and leaves later, which is no failure.
      if (cause instanceof MailWaits) return;
      this.#all.push(new Error(`${what}: ${messageOf(cause)}`, { cause }));
    }
  }

  throwAny(): void {
    const [first] = this.#all;
    if (first)
      throw new AggregateError(this.#all, `The sweep failed for ${this.#all.length} names, first ${first.message}`);
  }
}
