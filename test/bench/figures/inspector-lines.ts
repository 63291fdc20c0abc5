/**
 * How much longer a text of lines takes that repeat a sign a thousand times than one of words: the slowest of some hundred, in one process.
 * A pattern that divides a line in every way it can would be found here.
 */
import { createHash } from 'node:crypto';
import { disclosureRules } from '../../../src/domain/inspection/disclosure.ts';
import { answerOne } from '../../../src/inspector/child/answer-one.ts';
import type { Measured } from '../figure.ts';

const bytes = 256 * 1024;
const signs =
  '. * - = : | ( [ < > # _ , ; \' " / \\ + ~ \t 9 a A 1. a= a. 1, 1( (1 n= 1% { } [1 1- a1 ! |- || <a </ &amp; $ @ é'.split(
    / /,
  );
const spaced = [
  ' ',
  '. ',
  '1 ',
  'n = ',
  '% ',
  'a b ',
  'a  ',
  '12 ',
  "'a' ",
  'a: ',
  '- ',
  'min ',
  'to ',
  '1 to ',
  'age ',
];
const ends = ['', 'x', ' 7', ' = 7)'];

/** Processor time of reading a text of such lines. */
async function timeOf(line: string): Promise<number> {
  const begun = process.cpuUsage();
  await answerOne(asPipe(line), createHash('sha256'));
  const { user, system } = process.cpuUsage(begun);
  return user + system;
}

async function* asPipe(line: string): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${JSON.stringify({ bytes, ending: 'txt', rules: disclosureRules.parse({}) })}\n`);
  yield Buffer.from(line.repeat(Math.ceil(bytes / line.length))).subarray(0, bytes);
}

/** Measures them, and says on stderr which was the slowest. */
export async function measure(): Promise<Measured> {
  const words = `${'A line of words and of others. '.repeat(33)}\n`;
  await timeOf(words);
  const usual = Math.max(await timeOf(words), await timeOf(words));
  let slowest = { line: '', times: 0 };
  for (const sign of [...signs, ...spaced])
    for (const begin of ['', 'A'])
      for (const end of ends) {
        const times = (await timeOf(`${begin}${sign.repeat(1000 / sign.length)}${end}\n`)) / usual;
        if (times > slowest.times) slowest = { line: JSON.stringify(`${begin}${sign}…${end}`), times };
      }
  console.error(`slowest: ${slowest.line}`);
  return { value: slowest.times, unit: 'times' };
}
