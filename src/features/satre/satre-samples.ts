import type { Shown } from '../../domain/overview/shown.ts';
import type { Ports } from '../../ports/ports.ts';
import { atOnce } from '../../use-cases/base/at-once.ts';
import { independenceOf, wasDecided } from './domain/count.ts';
import type { HeldSamples } from './domain/held.ts';

export type SamplePorts = Pick<Ports, 'decisions' | 'manifests'>;

/** Looked at of each kind; a row and its receipts take two requests. */
const mostLooked = 10;
const mostAtOnce = 8;

/** Looks into some of the operations that ended last: whether people decided, and whether receipts were written. */
export async function readSamples(ports: SamplePorts, ended: readonly Shown[]): Promise<HeldSamples> {
  const releases = ended.filter(({ state }) => state === 'released').slice(0, mostLooked);
  const available = ended.filter(({ state }) => state === 'available').slice(0, mostLooked);
  const found = { receipted: 0, decided: 0, independent: 0, askedIndependent: 0, deletions: 0 };
  await atOnce(mostAtOnce, releases, async ({ id }) => {
    const [{ rounds, decisions }, names] = await Promise.all([
      ports.decisions.read(id),
      ports.manifests.receiptNames(id),
    ]);
    const values = rounds.map(({ value }) => value);
    if (names.some((name) => name.startsWith(`${id}-release`))) found.receipted += 1;
    if (wasDecided(values, decisions)) found.decided += 1;
    const independence = independenceOf(values, decisions);
    if (independence !== 'not-asked') found.askedIndependent += 1;
    if (independence === 'there') found.independent += 1;
  });
  await atOnce(mostAtOnce, available, async ({ id }) => {
    const names = await ports.manifests.receiptNames(id);
    if (names.some((name) => name.startsWith(`${id}-deletion`))) found.deletions += 1;
  });
  const of = releases.length;
  return {
    ended: ended.length,
    releases: of,
    released: { show: found.receipted, of },
    decided: { show: found.decided, of },
    independent: { show: found.independent, of: found.askedIndependent },
    deletions: { show: found.deletions, of: available.length },
  };
}
