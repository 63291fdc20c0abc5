import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const killer = z.strictObject({ seed: z.int(), property: z.string() });
const survivor = z.strictObject({
  why: z.enum(['equivalent', 'unreachable', 'stuck', 'tests', 'unseen']),
  reason: z.string().min(1),
});

/** The seed that a mutant does not survive, and the property that it breaks there. */
export type Killer = z.infer<typeof killer>;

/**
 * Why a mutant lives. `equivalent`: it never answers otherwise where it counts; `unreachable`: no run comes there; `stuck`: it
 * is noticed, but only because its run never ends, which takes too long to be tried each time; `tests`: the simulation does not notice it, and the
 * test that the reason names does; `unseen`: nothing notices it yet.
 */
export type Survivor = z.infer<typeof survivor>;

/** What is known of every mutant, by its id. */
export interface Ledger {
  readonly killers: Readonly<Record<string, Killer>>;
  readonly survivors: Readonly<Record<string, Survivor>>;
}

/** Reads what the two files of a folder say. */
export function readLedger(folder: string): Ledger {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  return {
    killers: z.record(z.string(), killer).parse(read('killers.json')),
    survivors: z.record(z.string(), survivor).parse(read('survivors.json')),
  };
}

/** Writes both files, sorted, so that a change shows as the lines that changed. */
export function writeLedger(folder: string, { killers, survivors }: Ledger): void {
  const write = (name: string, entries: Readonly<Record<string, Killer | Survivor>>) => {
    const sorted = Object.fromEntries(Object.entries(entries).sort(([one], [other]) => (one < other ? -1 : 1)));
    writeFileSync(join(folder, name), `${JSON.stringify(sorted, null, 2)}\n`);
  };
  write('killers.json', killers);
  write('survivors.json', survivors);
}

/** What does not fit between the mutants that there are and what is known of them, in sentences that say what to do. */
export function misfits(ids: readonly string[], { killers, survivors }: Ledger): string[] {
  const exists = new Set(ids);
  const search = 'run npm run simulate -- --mutants';
  const gone = (name: string, entries: object) =>
    Object.keys(entries)
      .filter((id) => !exists.has(id))
      .map((id) => `${name} names '${id}', which is no mutant any more: ${search}, which takes it out`);
  return [
    ...ids
      .filter((id) => !(id in killers) && !(id in survivors))
      .map((id) => `'${id}' is new: ${search}, which finds a seed that kills it or writes it into survivors.json`),
    ...ids
      .filter((id) => id in killers && id in survivors)
      .map((id) => `'${id}' stands in killers.json and in survivors.json: take it out of survivors.json`),
    ...gone('killers.json', killers),
    ...gone('survivors.json', survivors),
  ];
}

/** Mutants that nothing notices and nobody has given a reason for, in sentences that say what to do. */
export function unnoticed({ survivors }: Ledger): string[] {
  const advice =
    'run npm run simulate -- --mutants --tests, write a test that fails with it, or say in survivors.json why it may live';
  return Object.entries(survivors).flatMap(([id, { why }]) =>
    why === 'unseen' ? [`'${id}' is noticed by nothing: ${advice}`] : [],
  );
}
