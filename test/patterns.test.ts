import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkSync, type Diagnostics } from 'recheck';
import ts from 'typescript';
import { describe, expect, test, vi } from 'vitest';
import { partToday, seed } from './shares.ts';
import { parsedFiles } from './source-tree.ts';

interface Pattern {
  readonly place: string;
  readonly source: string;
  readonly flags: string;
}

const seenFile = join(import.meta.dirname, 'patterns-seen.txt');
/** Those that were seen are looked at again, one of so many parts a day. */
const parts = 60;
/** Long lists of words may take a minute; what is found is found in seconds. */
const longestLook = 8_000;

/** Built in, so that the check needs no program beside Node. */
vi.hoisted(() => {
  process.env['RECHECK_BACKEND'] = 'pure';
});

const keyOf = ({ source, flags }: Pattern) =>
  createHash('sha256').update(`/${source}/${flags}`).digest('hex').slice(0, 12);

function patternsIn(file: ts.SourceFile): Pattern[] {
  const patterns: Pattern[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
      patterns.push({
        place: `${file.fileName}:${line}`,
        source: node.text.slice(1, end),
        flags: node.text.slice(end + 1),
      });
    }
    node.forEachChild(look);
  };
  look(file);
  return patterns;
}

/** Only a loop around something can be exponential; what the fuzzer says so of others is bounded. */
const hasOuterLoop = /\)[*+{]/;

/** Why a pattern is slow: it is exponential, or has three loops in each other that no number of repetitions ends. */
function whySlow({ place, source, flags }: Pattern): string[] {
  const found: Diagnostics = checkSync(source, flags, { timeout: longestLook });
  if (found.status !== 'vulnerable') return [];
  const { complexity, attack } = found;
  const isSlow =
    (complexity.type === 'exponential' && (!complexity.isFuzz || hasOuterLoop.test(source))) ||
    (complexity.type === 'polynomial' && complexity.degree > 2 && !complexity.isFuzz);
  return isSlow ? [`${place} /${source}/${flags}: ${complexity.summary}, ${attack.pattern}`] : [];
}

describe('the patterns of the source', () => {
  const all = parsedFiles('src').flatMap(patternsIn);
  const byKey = new Map(all.map((pattern) => [keyOf(pattern), pattern]));
  const keys = [...byKey.keys()].sort();
  const seen = new Set(readFileSync(seenFile, 'utf8').split('\n'));
  const isToday = (at: number) => Number.isInteger(seed) && at % parts === partToday(parts);
  const looked = keys.filter((key, at) => !seen.has(key) || isToday(at));

  test('take a time that grows with what they read, and not by its power', { timeout: 3_600_000 }, async () => {
    const slow = looked.flatMap((key) => {
      const pattern = byKey.get(key);
      return pattern === undefined ? [] : whySlow(pattern);
    });
    expect(slow).toEqual([]);
  });

  test('were all looked at; vitest -u notes new ones', async () => {
    await expect(`${keys.join('\n')}\n`).toMatchFileSnapshot(seenFile);
  });
});
