import { readFileSync } from 'node:fs';
import { DamagedError, TooLargeError } from '../../../src/inspector/child/reader.ts';
import { fileOf, recording } from '../readers/recording.ts';
import { readers } from './readers.ts';

// Reads one file in a process of its own, as `read-one.ts <reader> <path>`, and prints what was told and how much memory it took.
const [, , name = '', path = ''] = process.argv;
const load = Object.entries(readers).find(([known]) => known === name)?.[1];
if (load === undefined) throw new Error(`'${name}' is no reader`);
const { seen, told } = recording(false);
let ends = 'read';
try {
  await (await load())(fileOf(readFileSync(path)), seen);
} catch (error) {
  if (error instanceof DamagedError) ends = 'damaged';
  else if (error instanceof TooLargeError) ends = 'tooLarge';
  else throw error;
}
const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(JSON.stringify({ ends, rules: told.rules, notChecked: told.notChecked, megabytes }));
