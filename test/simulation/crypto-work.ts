import {
  createHash,
  createPrivateKey,
  createPublicKey,
  type KeyObject,
  sign,
  verify,
  type webcrypto,
} from 'node:crypto';

const methods = ['sign', 'verify', 'importKey', 'exportKey', 'digest', 'encrypt', 'decrypt', 'deriveBits'] as const;

let underWay = 0;

/**
 * Counts what WebCrypto has under way in its threads, from now on: time must not move while they work. What receipts need is done at once
 * instead, by the same algorithms of the same library: a thread costs more than a signature. Gives what undoes it.
 */
export function watchCrypto(): () => void {
  const before = new Map<string, unknown>();
  for (const method of methods) {
    const original: unknown = Reflect.get(crypto.subtle, method);
    if (typeof original !== 'function') throw new Error(`WebCrypto has no ${method}`);
    before.set(method, original);
    const watched = async (...args: unknown[]): Promise<unknown> => {
      const result = method === 'importKey' ? importedAtOnce(args) : doneAtOnce(method, args);
      if (result !== undefined) return result;
      underWay += 1;
      try {
        return await Reflect.apply(original, crypto.subtle, args);
      } finally {
        underWay -= 1;
      }
    };
    Object.defineProperty(crypto.subtle, method, { value: watched, configurable: true });
  }
  return () => {
    for (const [method, value] of before) Object.defineProperty(crypto.subtle, method, { value, configurable: true });
  };
}

/** The keys that were imported, as Node's own signatures take them. */
const objects = new WeakMap<webcrypto.CryptoKey, KeyObject>();

/** The keys that were imported last: a schedule has one, and imports it for each receipt. */
const imported = new Map<string, webcrypto.CryptoKey>();
const mostImported = 20;

/** A key for signatures by Ed25519; undefined for any other. */
function importedAtOnce([format, jwk, algorithm, isExtractable, usages]: readonly unknown[]):
  | webcrypto.CryptoKey
  | undefined {
  const { kty, crv, x, d }: Readonly<Record<string, unknown>> = Object(jwk);
  if (format !== 'jwk' || nameOf(algorithm) !== 'Ed25519' || typeof x !== 'string') return undefined;
  const wanted = JSON.stringify([kty, crv, x, d, isExtractable, usages]);
  const known = imported.get(wanted);
  if (known !== undefined) return known;
  const key = { kty: String(kty), crv: String(crv), x, ...(typeof d === 'string' ? { d } : {}) };
  const object = d === undefined ? createPublicKey({ key, format }) : createPrivateKey({ key, format });
  const made = object.toCryptoKey('Ed25519', isExtractable === true, Array.isArray(usages) ? usages : []);
  objects.set(made, object);
  if (imported.size === mostImported) imported.clear();
  imported.set(wanted, made);
  return made;
}

/** SHA-256, and signatures with the keys that were imported; undefined for everything else. */
function doneAtOnce(method: string, [algorithm, first, second, third]: readonly unknown[]): unknown {
  if (method === 'digest' && nameOf(algorithm) === 'SHA-256' && first instanceof Uint8Array)
    return Uint8Array.from(createHash('sha256').update(first).digest()).buffer;
  const key = first instanceof CryptoKey ? objects.get(first) : undefined;
  if (key === undefined || !(second instanceof Uint8Array)) return undefined;
  if (method === 'sign') return Uint8Array.from(sign(null, second, key)).buffer;
  return method === 'verify' && third instanceof Uint8Array ? verify(null, third, key, second) : undefined;
}

function nameOf(algorithm: unknown): unknown {
  return typeof algorithm === 'string' ? algorithm : Object(algorithm).name;
}

/** Resolves when all that can go on without time has done so, what other threads work on included: promises and streams need no later turn. */
export async function settledWithCrypto(): Promise<void> {
  do await new Promise<void>((resolve) => setImmediate(resolve));
  while (underWay > 0);
}
