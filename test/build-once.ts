import { fileURLToPath } from 'node:url';
import { bundle } from '../scripts/build.ts';

/** Builds the bundle once before the tests, since those that start the whole stack run the very bundle that is deployed. */
export default async function setup(): Promise<void> {
  await bundle(fileURLToPath(new URL('../dist', import.meta.url)));
}
