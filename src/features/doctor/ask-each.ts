import { messageOf } from '../../domain/base/errors.ts';
import { inOrder } from '../../use-cases/base/in-order.ts';
import type { Asked } from './domain/access-checks.ts';

/** Asks after several things one by one, and keeps what each refusal says. */
export async function askEach<T extends string>(
  things: readonly T[],
  ask: (thing: T) => Promise<unknown>,
): Promise<Asked> {
  const answers = await inOrder(things.length, things, async (thing) => {
    const refusal = await ask(thing).then(() => undefined, messageOf);
    return [thing, refusal] as const;
  });
  return new Map(answers);
}
