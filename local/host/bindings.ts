import type { Binding, RegisteredFunction } from './core-module.ts';
import { HostError } from './host-error.ts';

/** Trigger types that the host runs. */
const triggerTypes = [
  'httpTrigger',
  'timerTrigger',
  'blobTrigger',
  'queueTrigger',
  'orchestrationTrigger',
  'activityTrigger',
] as const;
/** A trigger type that the host runs. */
export type TriggerType = (typeof triggerTypes)[number];

/** A function with its trigger found and checked. */
export interface HostedFunction extends RegisteredFunction {
  name: string;
  trigger: { type: TriggerType; name: string; binding: Binding };
  /** Names of the extra inputs that want the durable client. */
  clientInputs: string[];
}

function triggerType(type: string): TriggerType | undefined {
  return triggerTypes.find((known) => known.toLowerCase() === type.toLowerCase());
}

/** Finds the trigger of a function; throws HostError for each kind of trigger, binding or policy that the host does not run. */
export function hostFunction(fn: RegisteredFunction): HostedFunction {
  const { name, bindings, retryOptions } = fn.metadata;
  const refuse = (what: string): never => {
    throw new HostError('app', `The function '${name}' uses ${what}, which this host does not run.`);
  };
  if (retryOptions !== undefined) refuse('a retry policy');
  let trigger: HostedFunction['trigger'] | undefined;
  const clientInputs: string[] = [];
  for (const [key, binding] of Object.entries(bindings)) {
    if (/trigger$/i.test(binding.type)) {
      const type = triggerType(binding.type) ?? refuse(`the trigger '${binding.type}'`);
      trigger = { type, name: key, binding };
    } else if (binding.type === 'durableClient') clientInputs.push(key);
    else if (!(key === '$return' && binding.type === 'http')) refuse(`the binding '${binding.type}'`);
  }
  if (!trigger) throw new HostError('app', `The function '${name}' has no trigger.`);
  return { ...fn, name, trigger, clientInputs };
}
