/** What a machine did in the minutes from `at` on; undefined is what nobody measured, or what has not arrived yet. */
export interface LoadSpan {
  readonly at: string;
  /** Of all its cores together, in the busiest minute. */
  readonly cpuPercent: number | undefined;
  /** In and out. */
  readonly networkBytes: number | undefined;
}

/** How long a span is. Each begins at a multiple of it. */
export const loadSpanMinutes = 5;

const minute = 60_000;
const span = loadSpanMinutes * minute;

/**
 * More than this is work. The agents of a machine need much less of a core, whatever its size, and one program that computes needs more,
 * also where it has one core of many. It is low because a machine that runs for nothing costs less than work that is lost.
 */
const busyCores = 0.25;
/** A screen that somebody looks at, or files that are read from the network, are more than this; what agents report is less. */
const busyBytesAMinute = 1_000_000;

/** Values of a minute may arrive some minutes late: what is newer than a span shows work, but not its absence. */
const settledAfter = span;
/** Without a value for so long, nobody knows whether a machine is idle. */
const lateAfter = 15 * minute;

/** From when to when the load has to be known, to tell whether a machine is idle for so many minutes. */
export function loadNeeded(idleMinutes: number, now: Date): { readonly from: Date; readonly until: Date } {
  return { from: new Date(now.getTime() - idleMinutes * minute - lateAfter - 2 * span), until: now };
}

/**
 * For how many minutes a machine of so many cores did nothing, up to the newest span that is settled; undefined where that is not known.
 * Only time of which everything was measured counts: before a gap the machine may have been off.
 */
export function idleMinutesOf(load: readonly LoadSpan[], cores: number, now: Date): number | undefined {
  const spans = new Map(load.map((one) => [Date.parse(one.at), one]));
  const kindAt = (at: number) => kindOf(spans.get(at), cores);
  const newest = Math.floor(now.getTime() / span) * span;
  for (let at = newest; at + span > now.getTime() - lateAfter; at -= span) {
    const kind = kindAt(at);
    if (kind === 'busy') return 0;
    if (kind === 'quiet' && at + span <= now.getTime() - settledAfter) return quietMinutes(at, kindAt);
  }
  return undefined;
}

/** Minutes of the quiet time that ends with the span at `last`. A span behind a gap may have begun before the machine did, so it does not count. */
function quietMinutes(last: number, kindAt: (at: number) => LoadKind): number {
  let begin = last;
  while (kindAt(begin - span) === 'quiet') begin -= span;
  if (kindAt(begin - span) === 'unknown') begin += span;
  return (last + span - begin) / minute;
}

type LoadKind = 'busy' | 'quiet' | 'unknown';

function kindOf(one: LoadSpan | undefined, cores: number): LoadKind {
  if (one === undefined) return 'unknown';
  const { cpuPercent, networkBytes } = one;
  if (cpuPercent !== undefined && cpuPercent * cores >= busyCores * 100) return 'busy';
  if (networkBytes !== undefined && networkBytes >= busyBytesAMinute * loadSpanMinutes) return 'busy';
  return cpuPercent === undefined || networkBytes === undefined ? 'unknown' : 'quiet';
}
