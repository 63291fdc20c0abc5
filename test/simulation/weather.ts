import type { Draws } from './draws.ts';

/** What can go wrong with one request. Each schedule switches some of them on, with a rate of its own. */
export const faultKinds = [
  /** Refused as by a busy service; nothing has happened. */
  'refused',
  /** It has taken effect, and the answer is lost. */
  'lost-answer',
  /** It has taken effect, its answer was lost, and the SDK sent it again. */
  'sent-twice',
  /** The process dies before the request leaves. */
  'dies-before',
  /** The process dies when the service has done what was asked. */
  'dies-after',
  /** The answer comes seconds later than others. */
  'slow-answer',
] as const;
export type FaultKind = (typeof faultKinds)[number];

/** Oddities of few schedules: each changes much of what happens in one. */
const seldom = ['asks', 'flood', 'goes-back', 'lapses', 'limited', 'room-starves'] as const;
/** The same of fewer still. */
const rare = ['rolled-back'] as const;

/** What makes a schedule what it is, apart from faults of requests. */
export const oddities = [
  'event-lost',
  'event-doubled',
  'event-late',
  'clock-skew',
  'small-pages',
  'activity-done-twice',
  'early-timers',
  'run-late',
  'run-twice',
  'copy-fails',
  'copy-leaves-out',
  'cancel-ignored',
  'run-shown-late',
  'activities-shown-late',
  'mail-away',
  'factory-away',
  'storage-away',
  'second-instance',
  'scan-silent',
  'scan-late',
  'malware',
  'room-silent',
  'room-late',
  'room-odd',
  'room-finds',
  'people-change',
  'people-away',
  'rules-change',
  'holds',
  'senders-act',
  'operators-act',
  'project-closed',
  ...seldom,
  ...rare,
] as const;
export type Oddity = (typeof oddities)[number];

/** What somebody does to the tables past every rule, by mistake or not: at most one of them in a schedule, and rarely. */
export const tamperings = [
  'row-put-back',
  'decisions-put-back',
  'tables-put-back',
  'row-forged',
  'row-forged-with-line',
  'row-unreadable',
  'decision-forged',
  'store-lost',
] as const;
export type Tampering = (typeof tamperings)[number];

/** Which faults happen, how often, and which oddities this schedule has. */
export class Weather {
  readonly rates: ReadonlyMap<FaultKind, number>;
  readonly odd: ReadonlySet<Oddity>;
  readonly tampering: Tampering | undefined;
  isCalm = true;
  readonly #draws: Draws;

  /** `without`: faults and oddities that do not happen although they are drawn; everything else stays as it was. */
  constructor(seed: number, draws: Draws, without: ReadonlySet<string> = new Set()) {
    this.#draws = draws;
    const chosen = faultKinds.filter((kind) => draws.happens(`weather ${kind}`, 0.4) && !without.has(kind));
    this.rates = new Map(chosen.map((kind) => [kind, rateOf(kind, draws)]));
    const isAmong = (kinds: readonly Oddity[], kind: Oddity) => kinds.includes(kind);
    const rate = (kind: Oddity) => (isAmong(rare, kind) ? 0.01 : isAmong(seldom, kind) ? 0.04 : 0.3);
    this.odd = new Set(oddities.filter((kind) => draws.happens(`weather ${kind}`, rate(kind)) && !without.has(kind)));
    const tampering = tamperingOf(draws, seed);
    this.tampering = tampering === undefined || without.has(tampering) ? undefined : tampering;
  }

  /** Everything that this schedule has switched on. */
  get switchedOn(): readonly string[] {
    return [...this.rates.keys(), ...this.odd, ...(this.tampering === undefined ? [] : [this.tampering])];
  }

  has(oddity: Oddity): boolean {
    return this.odd.has(oddity);
  }

  /** What becomes of one request. */
  faultOf(request: string): FaultKind | undefined {
    if (this.isCalm || this.rates.size === 0) return undefined;
    let drawn = this.#draws.next(`fault ${request}`);
    for (const [kind, rate] of this.rates) {
      if (drawn < rate) return kind;
      drawn -= rate;
    }
    return undefined;
  }
}

/** Schedules of these seeds lose stores, so that all others are what they were. */
export const losingFrom = 1_000_001;

/** Forged decisions are drawn apart, so that schedules with another tampering, or none, are what they were. */
function tamperingOf(draws: Draws, seed: number): Tampering | undefined {
  if (seed >= losingFrom) return 'store-lost';
  const others = tamperings.filter((kind) => kind !== 'decision-forged' && kind !== 'store-lost');
  if (draws.happens('tampering', 0.06)) return draws.pick('tampering kind', others);
  return draws.happens('tampering with decisions', 0.015) ? 'decision-forged' : undefined;
}

/** A process that died is away for a while, so that happens less often. */
function rateOf(kind: FaultKind, draws: Draws): number {
  const most = kind.startsWith('dies') ? 0.01 : 0.05;
  return most * draws.next(`rate ${kind}`);
}
