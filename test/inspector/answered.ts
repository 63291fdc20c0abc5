import { createHash } from 'node:crypto';
import { answerOne } from '../../src/inspector/child/answer-one.ts';
import { type Answer, answer } from '../../src/inspector/child/exchange.ts';
import { usualRules } from './checks/feed.ts';

/** What a child writes about a file, without a process of its own. */
export async function answerTo(bytes: Uint8Array, ending: string): Promise<string> {
  const question = JSON.stringify({ bytes: bytes.length, rules: usualRules, ending });
  async function* pipe(): AsyncGenerator<Uint8Array> {
    yield Buffer.concat([Buffer.from(`${question}\n`), bytes]);
  }
  return answerOne(pipe(), createHash('sha256'));
}

/** What a child says of a file: it is told no type and finds out for itself. */
export async function answered(bytes: Uint8Array, ending = ''): Promise<Answer> {
  return answer.parse(JSON.parse(await answerTo(bytes, ending)));
}
