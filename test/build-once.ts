import { fileURLToPath } from 'node:url';
import { bundle } from '../scripts/build.ts';
import { bundleInspector } from '../scripts/build-inspector.ts';

/** Builds the bundles once before the tests, since those that start the whole stack or a child run the very code that is deployed. */
export default async function setup(): Promise<void> {
  await bundle(fileURLToPath(new URL('../dist', import.meta.url)));
  await bundleInspector(fileURLToPath(new URL('../dist/inspector', import.meta.url)));
}
