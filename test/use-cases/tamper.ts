import { CompactSign, decodeJwt, importJWK } from 'jose';
import { expect } from 'vitest';
import { publicKey } from '../../src/domain/lifecycle/receipt.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { project } from './play-records.ts';
import { blobsOf, type Kept, type Records, splitText } from './records.ts';

export type Tampering = (copy: Records) => void | Promise<void>;
export const changes = ['removed', 'cut', 'altered', 'swapped'] as const;
type Change = (typeof changes)[number];
/** What is done to a record. */
export type Cases = Readonly<Partial<Record<Change, Tampering>>>;

export const half = (text: string): string => text.slice(0, text.length / 2);

export function at<T>(items: readonly (T | undefined)[], index: number): T {
  const item = items.at(index);
  if (item === undefined) throw new Error(`nothing at ${index}`);
  return item;
}

/** Writes the lines of a chain anew into its blobs, as many to each as before. */
export function withLines(change: (lines: string[]) => string[]): Tampering {
  return (copy) => {
    const blobs = blobsOf(copy, project);
    const lines = change(blobs.flatMap(({ text }) => splitText(text)));
    blobs.forEach((blob, index) => {
      const mine = lines.slice(index * 12, index === blobs.length - 1 ? undefined : (index + 1) * 12);
      blob.text = mine.map((line) => `${line}\n`).join('');
    });
  };
}

/** Changes of a kind of record that stands as text under the key of an operation. */
export function ofKept(
  list: (copy: Records) => Kept[],
  key: OperationKey,
  alter: (text: string) => string,
  from: OperationKey,
): Record<Change, Tampering> {
  const one = (copy: Records, id = key.id) =>
    at(
      list(copy).filter((kept) => kept.key === id),
      0,
    );
  return {
    removed: (copy) => void list(copy).splice(list(copy).indexOf(one(copy)), 1),
    cut: (copy) => {
      one(copy).text = half(one(copy).text);
    },
    altered: (copy) => {
      const { text } = one(copy);
      one(copy).text = alter(text);
      expect(one(copy).text).not.toBe(text);
    },
    swapped: (copy) => {
      const [mine, theirs] = [one(copy), one(copy, from.id)];
      [mine.text, theirs.text] = [theirs.text, mine.text];
    },
  };
}

export function ofNamed(
  map: (copy: Records) => Record<string, string>,
  name: string,
  alter: (text: string) => string,
  from: string,
): Record<Change, Tampering> {
  const change =
    (to: (text: string, copy: Records) => string): Tampering =>
    (copy) => {
      map(copy)[name] = to(map(copy)[name] ?? '', copy);
    };
  return {
    removed: (copy) => {
      expect(delete map(copy)[name]).toBe(true);
    },
    cut: change(half),
    altered: change(alter),
    swapped: change((_, copy) => map(copy)[from] ?? ''),
  };
}

/** Signs a receipt again with the deployment's own key, as somebody can who holds it, with another anchor. */
export function anchored(name: string, change: (copy: Records) => unknown): Tampering {
  return signedAnew(name, (_, copy) => ({ chain: change(copy) }));
}

/** Signs a receipt again with the deployment's own key, with other values in some of its fields. */
export function signedAnew(
  name: string,
  change: (payload: Readonly<Record<string, unknown>>, copy: Records) => Record<string, unknown>,
): Tampering {
  return async (copy) => {
    const jwk = JSON.parse(copy.secret[0] ?? '');
    const before = decodeJwt(copy.receipts[name] ?? '');
    const payload = { ...before, ...change(before, copy) };
    const { kid } = await publicKey(jwk);
    copy.receipts[name] = await new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
      .setProtectedHeader({ alg: 'EdDSA', kid, typ: 'sallyport-receipt+jws' })
      .sign(await importJWK(jwk, 'EdDSA'));
  };
}

/** Changes one character of a receipt. */
export const forge = (text: string): string =>
  `${text.slice(0, 150)}${text[150] === 'A' ? 'B' : 'A'}${text.slice(151)}`;
