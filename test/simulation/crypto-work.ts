const methods = ['sign', 'verify', 'importKey', 'exportKey', 'digest', 'encrypt', 'decrypt', 'deriveBits'] as const;

let underWay = 0;

/** Counts what WebCrypto has under way in its threads, from now on: time must not move while a receipt is being signed. */
export function watchCrypto(): void {
  for (const method of methods) {
    const original: unknown = Reflect.get(crypto.subtle, method);
    if (typeof original !== 'function') throw new Error(`WebCrypto has no ${method}`);
    const watched = async (...args: unknown[]): Promise<unknown> => {
      underWay += 1;
      try {
        return await Reflect.apply(original, crypto.subtle, args);
      } finally {
        underWay -= 1;
      }
    };
    Object.defineProperty(crypto.subtle, method, { value: watched, configurable: true });
  }
}

/** Resolves when all that can go on without time has done so, what other threads work on included: promises and streams need no later turn. */
export async function settledWithCrypto(): Promise<void> {
  do await new Promise<void>((resolve) => setImmediate(resolve));
  while (underWay > 0);
}
