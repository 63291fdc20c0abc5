/** How much memory a look at a large upload takes at most, over what the process had before, where storage lists in XML alone: MB. */
import type { Measured } from '../figure.ts';
import { memoryOfLook } from '../look.ts';

/** Measures one listing. */
export async function measure(): Promise<Measured> {
  return { value: await memoryOfLook('xml'), unit: 'MB' };
}
