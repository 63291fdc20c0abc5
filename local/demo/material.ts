import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file to upload: its path within the dataset and its bytes. */
export interface Material {
  readonly path: string;
  readonly bytes: Buffer;
}

const folder = join(import.meta.dirname, '../../node_modules/vega-datasets/data');

function file(name: string, path: string): Material {
  return { path, bytes: readFileSync(join(folder, name)) };
}

/** The dataset of several files: real data of the package vega-datasets, arranged in sub-folders. */
export function flights(): Material[] {
  return [
    file('flights-200k.arrow', 'flights-200k.arrow'),
    file('flights-2k.json', 'samples/flights-2k.json'),
    file('flights-5k.json', 'samples/flights-5k.json'),
    file('airports.csv', 'reference/airports.csv'),
    file('flights-airport.csv', 'reference/by-airport/flights-airport.csv'),
  ];
}

/** What comes when the owner uploads the same dataset again: fewer files, one of them new. */
export function flightsAgain(): Material[] {
  return [file('flights-200k.arrow', 'flights-200k.arrow'), file('flights-10k.json', 'samples/flights-10k.json')];
}

/** The dataset of a single file, directly under the project. */
export function weather(): Material {
  return file('seattle-weather.csv', 'seattle-weather.csv');
}

/** An upload that breaks the rules of the sample project: an extension that is not allowed. */
export function forbidden(): Material[] {
  return [
    file('barley.json', 'barley.json'),
    { path: 'tools/setup.exe', bytes: Buffer.from('MZ not really a program') },
  ];
}

/** A package that breaks the rules of the sample project: the extension of an archive is not allowed at the export door. */
export function archive(): Material {
  return { path: 'everything.zip', bytes: Buffer.from('PK not really an archive') };
}

/** The researcher's result: mean delay by origin, made from the rows of flights-2k.json. */
export function delaysByOrigin(json: Buffer): Material {
  const totals = new Map<string, { flights: number; delay: number }>();
  for (const row of parseFlights(json)) {
    const total = totals.get(row.origin) ?? { flights: 0, delay: 0 };
    totals.set(row.origin, { flights: total.flights + 1, delay: total.delay + row.delay });
  }
  const lines = [...totals]
    .filter(([, total]) => total.flights >= 10)
    .sort(([left], [right]) => left.localeCompare(right, 'en'))
    .map(([origin, total]) => `${origin},${total.flights},${(total.delay / total.flights).toFixed(1)}`);
  return {
    path: 'delays-by-origin.csv',
    bytes: Buffer.from(['origin,flights,mean_delay_minutes', ...lines, ''].join('\n')),
  };
}

function parseFlights(json: Buffer): { origin: string; delay: number }[] {
  const rows: unknown = JSON.parse(json.toString('utf8'));
  if (!Array.isArray(rows)) throw new Error('flights-2k.json is not a list');
  return rows.flatMap((row: unknown) => {
    if (typeof row !== 'object' || row === null || !('origin' in row) || !('delay' in row)) return [];
    return typeof row.origin === 'string' && typeof row.delay === 'number'
      ? [{ origin: row.origin, delay: row.delay }]
      : [];
  });
}
