import { readFileSync } from 'node:fs';
import { createChecks } from '../../../src/inspector/child/checks/index.ts';
import { DamagedError, TooLargeError } from '../../../src/inspector/child/reader.ts';
import { usualRules } from '../checks/feed.ts';
import { fileOf } from '../readers/recording.ts';
import { readers } from './readers.ts';

// Reads one file and holds it to all rules in a process of its own, as `read-one.ts <reader> <path>`, and prints what was told and how much
// memory it took.
const [, , name = '', path = ''] = process.argv;
const load = Object.entries(readers).find(([known]) => known === name)?.[1];
if (load === undefined) throw new Error(`'${name}' is no reader`);
const checks = createChecks(usualRules);
let ends = 'read';
try {
  await (await load())(fileOf(readFileSync(path)), checks);
} catch (error) {
  if (error instanceof DamagedError) ends = 'damaged';
  else if (error instanceof TooLargeError) ends = 'tooLarge';
  else throw error;
}
const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
const { findings, notChecked } = checks.result();
process.stdout.write(JSON.stringify({ ends, rules: findings.map(({ rule }) => rule), notChecked, megabytes }));
