import { note, systemChain } from '../../domain/audit/audit-event.ts';
import type { Ports } from '../../ports/ports.ts';

const told = 'code';

/**
 * Tells in the chain of the system which code runs, once for each deployment: instances start all day, and the sweep of whichever runs new
 * code tells of it. What an earlier one decided before that, its receipts say.
 */
export async function tellCode({
  code,
  sweepPlaces,
  audit,
  clock,
}: Pick<Ports, 'code' | 'sweepPlaces' | 'audit' | 'clock'>): Promise<void> {
  const bundle = await code.bundle();
  if (bundle === undefined) return;
  const [number, before] = (await sweepPlaces.read()).get(told)?.split(' ') ?? [];
  if (before === bundle) return;
  // The number tells the same code that comes back from code that a sweep tells of twice.
  const next = Number(number ?? 0) + 1;
  const data = { bundle, ...(before === undefined ? {} : { before }) };
  await audit.append(systemChain, [
    note(systemChain, { id: `code-begun-${next}-${bundle}`, at: clock.now(), kind: 'code.begun', data }),
  ]);
  await sweepPlaces.keep(told, `${next} ${bundle}`);
}
