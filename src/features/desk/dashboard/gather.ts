import { type Shown, shownOf } from '../../../domain/overview/shown.ts';
import type { OverviewStore, Seen, ShownRow } from '../../../ports/overview.ts';
import type { BrokenRow, DecisionStore, Register } from '../../../ports/records.ts';
import { toBeShown } from '../../../use-cases/overview/repair-shown.ts';
import { lastEnded, seeEverything } from '../../../use-cases/overview/see-everything.ts';

export interface Gathered {
  readonly open: readonly ShownRow[];
  readonly ended: readonly Shown[];
  readonly broken: readonly BrokenRow[];
  readonly seen: Seen;
}

type GatherPorts = Parameters<typeof seeEverything>[0] & {
  readonly overview: Pick<OverviewStore, 'open' | 'ended' | 'seen'>;
  readonly register: Pick<Register, 'list'>;
  readonly decisions: Pick<DecisionStore, 'read'>;
};

/** Gathers what is open, and of what ended the newest, at most so many. Before the first sweep has compared that with the register it comes from the register itself. */
export async function gather(ports: GatherPorts, mostEnded: number): Promise<Gathered> {
  const seen = await ports.overview.seen();
  if (seen === undefined) return await gatherFromRegister(ports, mostEnded);
  const [rows, ended] = await Promise.all([Array.fromAsync(ports.overview.open()), ports.overview.ended(mostEnded)]);
  const broken = rows
    .filter(({ row }) => row === undefined)
    .map(({ id }) => ({
      project: 'unknown',
      key: id,
      problem: 'Its summary cannot be read; the next sweep writes it again',
    }));
  return { open: rows.flatMap(({ row }) => row ?? []), ended, broken: [...broken, ...seen.broken], seen };
}

async function gatherFromRegister(ports: GatherPorts, mostEnded: number): Promise<Gathered> {
  const found = await Array.fromAsync(ports.register.unfinished());
  const open = found.flatMap((item) => ('operation' in item ? [item.operation] : []));
  const broken = found.flatMap((item) => ('broken' in item ? [item.broken] : []));
  const rows: ShownRow[] = [];
  for (const operation of open) rows.push(await toBeShown(ports, operation));
  const ended = await lastEnded(ports.register, mostEnded);
  const seen = await seeEverything(ports, { open, broken });
  return { open: rows, ended: ended.map(shownOf), broken: seen.broken, seen };
}
