/** What an answer is made of that is not JSON; `none`: nothing but a status and headers come. */
export interface Media {
  readonly media: 'text/html' | 'application/x-ndjson' | 'application/jose' | 'text/csv' | 'text/plain' | 'none';
  /** What it is made of where the request asks for that. */
  readonly other?: 'text/csv' | 'text/plain';
  readonly description: string;
}

export const html = { media: 'text/html', description: 'A page.' } as const satisfies Media;

export const redirect = { media: 'none', description: 'Sent on to `location`.' } as const satisfies Media;

export const lines = {
  media: 'application/x-ndjson',
  description: 'One JSON value in each line.',
} as const satisfies Media;

export const csv = { media: 'text/csv', description: 'A row for each.' } as const satisfies Media;
