import type { Media } from '../description.ts';

export const html = { media: 'text/html', description: 'A page.' } as const satisfies Media;

export const redirect = { media: 'none', description: 'Sent on to `location`.' } as const satisfies Media;

export const lines = {
  media: 'application/x-ndjson',
  description: 'One JSON value in each line.',
} as const satisfies Media;
