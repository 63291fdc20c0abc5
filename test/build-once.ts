import { buildWhatChanged } from '../scripts/up-to-date.ts';

/** Builds the bundles once before the tests, since those that start the whole stack or a child run the very code that is deployed. */
export default async function setup(): Promise<void> {
  await buildWhatChanged();
}
