import type { Sampled } from '../held.ts';
import type { Evidence } from '../statement.ts';

/** Evidence that stands, with where to look. */
export function shown(sentence: string, link?: string): Evidence {
  return { sentence, shows: 'yes', ...(link === undefined ? {} : { link }) };
}

/** That no row shows it yet. */
export function notYet(sentence: string, link?: string): Evidence {
  return { sentence, shows: 'not-yet', ...(link === undefined ? {} : { link }) };
}

/** That rows show the contrary. */
export function against(sentence: string, link?: string): Evidence {
  return { sentence, shows: 'no', ...(link === undefined ? {} : { link }) };
}

/** Evidence of a sample: all of those that were looked at have to show it. */
export function sampled({ show, of }: Sampled, what: string, none: string, link?: string): Evidence {
  if (of === 0) return notYet(none, link);
  const sentence = `${show} of the newest ${of} ${what}.`;
  return show === of ? shown(sentence, link) : against(sentence, link);
}

/** Evidence by count: none is not yet. */
export function byCount(count: number, some: string, none: string, link?: string): Evidence {
  return count > 0 ? shown(some, link) : notYet(none, link);
}

/** A number as people read it. */
export function number(count: number): string {
  return count.toLocaleString('en-GB');
}

/** A day, from an ISO time. */
export function day(at: string): string {
  return at.slice(0, 10);
}
