import type { OrchestrationContext } from 'durable-functions';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { call } from '../../src/orchestrators/steps.ts';
import { nextVersion } from './present-version.ts';

/** What an orchestrator is before it is registered with a library. */
export type Generators = (context: OrchestrationContext) => Generator<unknown, unknown, unknown>;

/** An orchestrator as the next version has it: it takes a step more, but in instances that the present one began. */
export function asNext(generator: Generators): Generators {
  return function* (context) {
    if (context.df.version === nextVersion) yield* once(context);
    return yield* generator(context);
  };
}

/** The step. That it did not work is told by what follows. */
function* once(context: OrchestrationContext) {
  const { project, id } = context.df.getInput<OperationKey>();
  try {
    yield* call(context, 'loadOperation', { project, id });
  } catch {
    return;
  }
}
