import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { tableFromJSON, tableToIPC } from 'apache-arrow';
import { z } from 'zod';

/** A file to upload: its path within the dataset and its bytes. */
export interface Material {
  readonly path: string;
  readonly bytes: Buffer;
}

const folder = join(import.meta.dirname, 'data');

const months = [
  ['2001/01', 'January'],
  ['2001/02', 'February'],
  ['2001/03', 'March'],
] as const;

const flightRows = z.array(
  z.object({ date: z.string(), delay: z.number(), distance: z.number(), origin: z.string(), destination: z.string() }),
);

/** A file of `local/demo/data`, real data of public authorities, under the path that it gets in a dataset. */
function file(name: string, path: string): Material {
  return { path, bytes: readFileSync(join(folder, name)) };
}

/** The dataset of several files, arranged in sub-folders. */
export function flights(): Material[] {
  const all = file('flights-2k.json', 'samples/flights-2k.json');
  return [
    asArrow(all),
    all,
    ofMonth(all, '2001/01'),
    ofMonth(all, '2001/02'),
    file('flights-airport.csv', 'reference/by-airport/flights-airport.csv'),
  ];
}

/** What comes when the owner uploads the same dataset again: fewer files, one of them new. */
export function flightsAgain(): Material[] {
  const all = file('flights-2k.json', 'samples/flights-2k.json');
  return [asArrow(all), ofMonth(all, '2001/03')];
}

function asArrow({ bytes }: Material): Material {
  return { path: 'flights-2k.arrow', bytes: Buffer.from(tableToIPC(tableFromJSON(parseFlights(bytes)), 'file')) };
}

function ofMonth({ bytes }: Material, month: string): Material {
  const rows = parseFlights(bytes).filter(({ date }) => date.startsWith(month));
  return { path: `samples/by-month/${month.replace('/', '-')}.json`, bytes: Buffer.from(JSON.stringify(rows)) };
}

/** The dataset of a single file, directly under the project. */
export function weather(): Material {
  return file('seattle-weather.csv', 'seattle-weather.csv');
}

/** An upload that breaks the rules of the sample project: an extension that is not allowed. */
export function forbidden(): Material[] {
  return [
    { path: 'tools/setup.exe', bytes: Buffer.from('MZ not really a program') },
    file('flights-airport.csv', 'flights-airport.csv'),
  ];
}

/** The researcher's result: mean delay by origin, made from the rows of flights-2k.json, of origins with at least so many flights. */
export function delaysByOrigin(json: Buffer, fewest = 10): Material {
  const totals = new Map<string, { flights: number; delay: number }>();
  for (const row of parseFlights(json)) {
    const total = totals.get(row.origin) ?? { flights: 0, delay: 0 };
    totals.set(row.origin, { flights: total.flights + 1, delay: total.delay + row.delay });
  }
  const lines = [...totals]
    .filter(([, total]) => total.flights >= fewest)
    .sort(([left], [right]) => left.localeCompare(right, 'en'))
    .map(([origin, total]) => `${origin},${total.flights},${(total.delay / total.flights).toFixed(1)}`);
  return {
    path: 'delays-by-origin.csv',
    bytes: Buffer.from(['origin,n,mean_delay_minutes', ...lines, ''].join('\n')),
  };
}

/** Flights by origin and month, without totals, of origins with at least so many flights; rounded to whole multiples of `base`. */
export function flightsByMonth(json: Buffer, base = 1): Material {
  const rows = parseFlights(json);
  const byOrigin = [...Map.groupBy(rows, ({ origin }) => origin)].filter(([, flights]) => flights.length >= 20);
  const lines = byOrigin
    .sort(([left], [right]) => left.localeCompare(right, 'en'))
    .map(([origin, flights]) => {
      const counts = months.map(([month]) => flights.filter(({ date }) => date.startsWith(month)).length);
      return [origin, ...counts.map((count) => base * Math.round(count / base))].join(',');
    });
  const header = ['origin', ...months.map(([, name]) => name)].join(',');
  return { path: 'flights-by-month.csv', bytes: Buffer.from([header, ...lines, ''].join('\n')) };
}

/** The mean delay of each month as a notebook writes a table: a piece of a page. */
export function delaysOfMonths(json: Buffer): Material {
  const rows = parseFlights(json);
  const lines = months.map(([month, name]) => {
    const delays = rows.filter(({ date }) => date.startsWith(month)).map(({ delay }) => delay);
    const mean = delays.reduce((sum, delay) => sum + delay, 0) / delays.length;
    return `<tr><th>${name}</th><td>${delays.length}</td><td>${mean.toFixed(1)}</td></tr>`;
  });
  const head = '<tr><th>month</th><th>flights</th><th>mean delay</th></tr>';
  return { path: 'delays.html', bytes: Buffer.from(`<table>\n${[head, ...lines].join('\n')}\n</table>\n`) };
}

/** The researcher's model: a straight line of the delay by the distance, fitted to the rows of flights-2k.json, as a safetensors file. */
export function delayModel(json: Buffer): Material {
  const rows = parseFlights(json);
  const mean = (value: (row: (typeof rows)[number]) => number) =>
    rows.reduce((sum, row) => sum + value(row), 0) / rows.length;
  const [distance, delay] = [mean((row) => row.distance), mean((row) => row.delay)];
  const covariance = mean((row) => (row.distance - distance) * (row.delay - delay));
  const slope = covariance / mean((row) => (row.distance - distance) ** 2);
  const header = Buffer.from(JSON.stringify({ line: { dtype: 'F64', shape: [2], data_offsets: [0, 16] } }));
  const bytes = Buffer.alloc(8 + header.length + 16);
  bytes.writeBigUInt64LE(BigInt(header.length));
  header.copy(bytes, 8);
  bytes.writeDoubleLE(delay - slope * distance, 8 + header.length);
  bytes.writeDoubleLE(slope, 16 + header.length);
  return { path: 'delay-by-distance.safetensors', bytes };
}

function parseFlights(json: Buffer): z.infer<typeof flightRows> {
  return flightRows.parse(JSON.parse(json.toString('utf8')));
}
