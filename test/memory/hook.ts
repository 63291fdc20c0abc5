/** One request to a simulated service: who asks which service for which operation, with what. */
export interface ServiceCall {
  readonly caller: Caller;
  readonly service: string;
  readonly operation: string;
  readonly args: readonly unknown[];
}

/** The parts of a deployment that ask services; people do so without a hook. */
export type Caller = 'control-plane' | 'data-factory';

/**
 * What a world does around each request. Either half may wait, and may throw: `before` so that nothing has happened, `after` so that the
 * effect stands and its answer is lost. One that never resolves is a caller that died.
 */
export interface Hook {
  before(call: ServiceCall): Promise<void> | void;
  after(call: ServiceCall): Promise<void> | void;
  /** Whether the request is sent once more, as an SDK does whose answer was lost: what the service says then is the answer. */
  isRepeated?(call: ServiceCall): boolean;
}

/** A world in which every request goes through at once. */
export const noHook: Hook = { before: () => undefined, after: () => undefined };

/** The service with the hook around each of its methods, all of which give promises. */
export function throughHook<T extends object>(caller: Caller, service: string, target: T, hook: Hook): T {
  const made = new Map<string | symbol, unknown>();
  const throughFor = (key: string | symbol): unknown => {
    const member: unknown = Reflect.get(target, key);
    if (typeof member !== 'function') return member;
    const operation = String(key);
    const through = async (...args: unknown[]): Promise<unknown> => {
      const call = { caller, service, operation, args };
      await hook.before(call);
      let result: unknown = await Reflect.apply(member, target, args);
      if (hook.isRepeated?.(call)) result = await Reflect.apply(member, target, args);
      const after = hook.after(call);
      if (after !== undefined) await after;
      return result;
    };
    made.set(key, through);
    return through;
  };
  return new Proxy(target, { get: (_, key) => made.get(key) ?? throughFor(key) });
}
