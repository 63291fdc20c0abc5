/**
 * How many times as long the reading room takes for a table of 64 MB as csv-parse alone, which gives its rows to nobody: a child is
 * started, reads the table, and holds each cell to all rules. Both take turns.
 */
import { parse } from 'csv-parse';
import { fileOf, inspect } from '../../inspector/children.ts';
import { times } from '../../inspector/corpus/corpus-file.ts';
import { builtRoom } from '../built-room.ts';
import { medianOf, timed } from '../clock.ts';
import type { Measured } from '../figure.ts';

const megabytes = 64;

/** The median of three quotients. Throws when the child did not read the whole table. */
export async function measure(): Promise<Measured> {
  const table = aTable(megabytes * 1e6);
  const read = async () => {
    const { type, notChecked } = await inspect(builtRoom, table);
    if (type !== 'table' || notChecked.length > 0) throw new Error('The child did not read the table');
  };
  const lines: string[] = [];
  const value = await medianOf(3, async () => {
    const [own, alone] = [await timed(read), await timed(() => parseAlone(table))];
    lines.push(`a child ${speedOf(own)}, csv-parse alone ${speedOf(alone)}`);
    return own / alone;
  });
  return { value, unit: 'times', lines };
}

const speedOf = (milliseconds: number) => `${(megabytes / (milliseconds / 1000)).toFixed(1)} MB/s`;

/** Whole lines of words, counts, years, shares and measures, as a table of results has them. */
function aTable(bytes: number): Buffer {
  const line = (at: number) =>
    `ward_${at % 977},${100 + (at % 9973)},${10 + (at % 700) / 10},2023,0.${100_000 + (at % 899_999)},some words,${811 + (at % 77)}\n`;
  const header = 'ward,patients,mean_age,year,share,comment,visits\n';
  const all = [header, ...times(Math.ceil(bytes / line(1).length), line)].join('');
  return Buffer.from(all.slice(0, all.lastIndexOf('\n', bytes - 1) + 1));
}

/** Gives csv-parse the pieces that a child gets. */
async function parseAlone(table: Buffer): Promise<void> {
  const parser = parse();
  const ended = new Promise((done, failed) => parser.on('end', done).on('error', failed));
  parser.resume();
  for await (const piece of fileOf(table).open()) await new Promise<void>((done) => parser.write(piece, () => done()));
  parser.end();
  await ended;
}
