/**
 * How much processor time a megabyte of text takes, of what a child is given for each: the slowest of texts that people write, among them all
 * recorded logs. Beyond all of it a long log ends as a crash.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { disclosureRules } from '../../../src/domain/inspection/disclosure.ts';
import { answerOne } from '../../../src/inspector/child/answer-one.ts';
import { childLimits } from '../../../src/inspector/inspect-file.ts';
import type { Measured } from '../figure.ts';

const megabyte = 1024 ** 2;
const bytes = megabyte / 2;
const recorded = join(import.meta.dirname, '../../inspector/outputs');

const texts: Readonly<Record<string, () => string>> = {
  'a word and a number a line': () => 'words 12\n',
  prose: () => 'The clinic looked after 1204 people in 2019, of whom 34 % came twice. '.repeat(4).concat('\n'),
  'recorded logs': () => recordedAs('.log'),
  'recorded texts': () => recordedAs('.txt'),
};

function recordedAs(ending: string): string {
  const files = readdirSync(recorded, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith(ending));
  return files
    .sort()
    .map((file) => readFileSync(join(recorded, file), 'utf8'))
    .join('\n\n');
}

/** Seconds of processor time. */
async function secondsOf(text: string): Promise<number> {
  const begun = process.cpuUsage();
  await answerOne(asPipe(Buffer.from(text.repeat(Math.ceil(bytes / text.length)))), createHash('sha256'));
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 1_000_000;
}

async function* asPipe(text: Buffer): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${JSON.stringify({ bytes, ending: 'txt', rules: disclosureRules.parse({}) })}\n`);
  yield text.subarray(0, bytes);
}

/** Reads them one after another in this process. */
export async function measure(): Promise<Measured> {
  const { processorMilliseconds } = childLimits;
  const given = (processorMilliseconds(2 * megabyte) - processorMilliseconds(megabyte)) / 1000;
  const taken: [string, number][] = [];
  for (const [name, text] of Object.entries(texts)) taken.push([name, (await secondsOf(text())) * (megabyte / bytes)]);
  const lines = taken.map(([name, seconds]) => `${name}: ${seconds.toFixed(1)} s a megabyte, ${given} s are given`);
  return { value: Math.max(...taken.map(([, seconds]) => seconds)) / given, unit: 'of the time given', lines };
}
