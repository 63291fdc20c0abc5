import type { Media } from '../description.ts';

/** A page of HTML without scripts. */
export const html = { media: 'text/html', description: 'A page.' } as const satisfies Media;

/** The browser is sent on; nothing but the header `location` comes. */
export const redirect = { media: 'none', description: 'Sent on to `location`.' } as const satisfies Media;

/** One JSON value in each line. */
export const lines = {
  media: 'application/x-ndjson',
  description: 'One JSON value in each line.',
} as const satisfies Media;
