import type { Hook, ServiceCall } from '../memory/hook.ts';
import type { MemoryStorage } from '../memory/storage.ts';

/** Something that Data Factory did to a file: what it wrote, or what it took away. */
export interface Effect {
  readonly at: number;
  readonly kind: 'write' | 'remove';
  /** Account and container, such as `public/released`. */
  readonly place: string;
  readonly path: string;
  readonly text: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** Sees what Data Factory does in storage, with the content of every file that it writes or removes. */
export function effectsHook(storage: () => MemoryStorage, now: () => number, seen: (effect: Effect) => void): Hook {
  const before = new Map<ServiceCall, Effect>();
  const effectOf = (kind: Effect['kind'], { service: place, args: [name] }: ServiceCall): Effect => {
    const path = String(name);
    const blob = storage().peek(place, path);
    return { at: now(), kind, place, path, text: blob?.content.toString('utf8') ?? '', metadata: blob?.metadata ?? {} };
  };
  return {
    before(call) {
      if (call.operation === 'remove') before.set(call, effectOf('remove', call));
    },
    after(call) {
      const removed = before.get(call);
      before.delete(call);
      if (removed !== undefined) seen(removed);
      if (call.operation === 'put' || call.operation === 'putBlockList') seen(effectOf('write', call));
    },
  };
}
