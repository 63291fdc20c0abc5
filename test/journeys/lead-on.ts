import type { Stack } from '../../local/stack/stack.ts';
import type { Explanation, NextStep } from '../../src/features/explain/domain/explanation.ts';
import { explanation as explanationSchema } from '../../src/features/explain/domain/explanation-schema.ts';
import { sallyport } from './by-command.ts';

/** More steps than any situation needs. */
const mostSteps = 60;

/** What was done: by whom, and the command. */
export type Done = readonly [person: string, command: string];

/** What was done about an operation, and its last explanation. */
export interface LedOn {
  readonly done: readonly Done[];
  readonly end: Explanation;
}

/** How somebody takes a step. */
export type Hand = (stack: Stack, person: string, step: NextStep) => Promise<void>;

/**
 * Leads an operation on without any knowledge of it: asks for its explanation, lets the person whom its first step names take that step,
 * and begins again, until the operation has ended or waits for the decision of its approvers.
 */
export async function leadOn(stack: Stack, id: string, hand: Hand): Promise<LedOn> {
  const done: Done[] = [];
  for (let steps = 0; steps < mostSteps; steps += 1) {
    const said = await sallyport(stack, 'reader', ['explain', id, '--json']);
    const explanation = explanationSchema.parse(JSON.parse(said.out));
    const [step] = explanation.next;
    if (explanation.owner === null || explanation.owner === 'approvers') return { done, end: explanation };
    if (step === undefined) throw new Error(`Nothing can be done about ${id}: ${explanation.sentence}`);
    const person = personOf(step);
    done.push([person, step.command.join(' ')]);
    await hand(stack, person, step);
  }
  throw new Error(`${id} was not led on by ${mostSteps} steps: ${done.map((one) => one.join(': ')).join('\n')}`);
}

/** The first who is named, or whoever has the part on this machine where no definition names anybody. */
function personOf({ who }: NextStep): string {
  return who.people[0]?.email ?? who.part;
}
