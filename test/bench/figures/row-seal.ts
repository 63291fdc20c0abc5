/** What the seal of a row costs, written and read: microseconds for one of 2,000 characters, over many. */
import { randomBytes } from 'node:crypto';
import { brokenSeal, sealsOfWhole } from '../../../src/azure/base/seals/row-seal.ts';
import { keyringOf } from '../../../src/azure/base/seals/seal-keys.ts';
import type { Measured } from '../figure.ts';

const rows = 20_000;

/** Seals rows and looks at their seals. */
export async function measure(): Promise<Measured> {
  const ring = keyringOf([randomBytes(32).toString('base64url')]);
  const columns = { data: 'x'.repeat(2000), state: 'in-review', since: '2026-03-01T10:00:00.000Z', people: 'a b c' };
  const began = performance.now();
  for (let number = 0; number < rows; number += 1) {
    const place = { table: 'register', partitionKey: 'heart-study', rowKey: `op:${number}` } as const;
    const sealed = { ...columns, ...sealsOfWhole(ring.newest, place, columns) };
    if (brokenSeal(ring, place, sealed) !== undefined) throw new Error('a good seal is called broken');
  }
  return { value: ((performance.now() - began) * 1000) / rows, unit: 'µs' };
}
