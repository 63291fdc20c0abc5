import type { Mutant } from './find.ts';

/** Conditions by their numbers, with the mutants that each may be. */
let sites: readonly (readonly Mutant[])[] = [];

/** What is seen of the conditions while one run goes on. */
interface Watch {
  readonly awake: Mutant | undefined;
  readonly most: number;
  readonly onMost: () => void;
  readonly differed: Set<string>;
  asked: number;
}

/** How a run looks from inside its conditions: which mutants answered otherwise than the guard, and how often any was asked. */
export interface Watched {
  readonly differed: readonly string[];
  readonly asked: number;
}

let watch: Watch = watchOf(undefined, Number.POSITIVE_INFINITY, () => undefined);

/** Says which mutants each condition may be. */
export function knowSites(known: readonly (readonly Mutant[])[]): void {
  sites = known;
}

/**
 * Lets the mutant of that id answer from now on, or none. Once the conditions were asked more than `most` times, `onMost` is called, and no
 * condition answers any more. Throws when no guard that is loaded has the mutant.
 */
export function wake(
  id: string | undefined,
  most = Number.POSITIVE_INFINITY,
  onMost: () => void = () => undefined,
): void {
  const awake = sites.flat().find((mutant) => mutant.id === id);
  if (id !== undefined && awake === undefined) throw new Error(`No guard has the mutant '${id}'`);
  watch = watchOf(awake, most, onMost);
}

function watchOf(awake: Mutant | undefined, most: number, onMost: () => void): Watch {
  return { awake, most, onMost, differed: new Set(), asked: 0 };
}

/** What was seen since `wake`. */
export function watched(): Watched {
  return { differed: [...watch.differed], asked: watch.asked };
}

/** What a condition answers: its own value, or what the mutant that is awake makes of it. */
export function answer(site: number, value: unknown): unknown {
  return chosen(site, value, () => value);
}

type Test = (left: unknown, right: unknown) => boolean;

/** As `answer`, of a comparison, whose mutant may be its neighbour. */
export function compare(site: number, test: Test, neighbour: Test, left: unknown, right: unknown): unknown {
  return chosen(site, test(left, right), () => neighbour(left, right));
}

function chosen(site: number, value: unknown, neighbour: () => unknown): unknown {
  count();
  let result = value;
  for (const mutant of sites[site] ?? []) {
    if (watch.awake !== undefined && watch.awake !== mutant) continue;
    const other = mutant.kind === 'neighbour' ? neighbour() : constant(mutant.kind === 'always', value);
    if (Boolean(other) !== Boolean(value)) watch.differed.add(mutant.id);
    if (watch.awake === mutant) result = other;
  }
  return result;
}

/** A value that is no answer by itself stays what it is where it already counts as the answer. */
function constant(answer: boolean, value: unknown): unknown {
  if (Boolean(value) === answer) return value;
  return answer || typeof value === 'boolean' ? answer : undefined;
}

function count(): void {
  watch.asked += 1;
  if (watch.asked === watch.most + 1) watch.onMost();
  if (watch.asked > watch.most) throw new Error('This run is over: its work does not end');
}
