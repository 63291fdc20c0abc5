import { costsOf, readPrices, resourcesIn } from '../costs.ts';

/** What a trial may take at most, and the part of its time that is kept for taking it down. */
export const bounds = { minutes: 120, removal: 45, dollars: 5 } as const;

/** What a trial costs, by the price list. */
export interface Cost {
  readonly currency: string;
  readonly hour: number;
  /** The whole of it, with an hour of Data Factory, which its two runs take at most. */
  readonly most: number;
}

/** Counted as docs/costs.md counts it; a last hour that has begun is paid for as a whole. */
export function costOfTrial(list = readPrices()): Cost {
  const hour = costsOf(resourcesIn('trial'), list).reduce((sum, one) => sum + one.hour, 0);
  return { currency: list.currency, hour, most: hour * Math.ceil(bounds.minutes / 60) + list.factory.hour };
}
