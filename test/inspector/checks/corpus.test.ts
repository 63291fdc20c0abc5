import { describe, expect, it } from 'vitest';
import { delimiterOf } from '../../../src/inspector/child/texts/delimiter.ts';
import { endingOf } from '../../../src/inspector/ending-of.ts';
import { answered } from '../answered.ts';
import type { CorpusFile } from '../corpus/corpus-file.ts';
import { missedIn, placesOf, unexpectedIn } from '../corpus/judge.ts';
import { ordinary } from '../corpus/ordinary/index.ts';
import { randomTable } from '../corpus/random-tables.ts';
import { variants } from '../corpus/variants.ts';
import { foundIn } from './feed.ts';

describe('the ordinary outputs of research, which the child is told nothing of', () => {
  it.each(ordinary.map((file) => [file.name, file] as const))('%s has what it must have', async (_, file) => {
    const found = await answerAbout(file);
    expect(missedIn(file, found), JSON.stringify(found.places)).toEqual([]);
  });

  it('draw nothing else above a note in all but four of forty', async () => {
    const alarmed: string[] = [];
    for (const file of ordinary) {
      const others = unexpectedIn(file, await answerAbout(file));
      if (others.length > 0) alarmed.push(`${file.name}: ${others.join(', ')}`);
    }
    expect(alarmed.length, alarmed.join('\n')).toBeLessThanOrEqual((4 / 40) * ordinary.length);
    expect(alarmed).toEqual([]);
  });
});

async function answerAbout({ name, bytes }: CorpusFile) {
  const { found, places } = await answered(bytes, endingOf(name));
  return { findings: found.findings, places };
}

/** The file as the child takes it: it is not told what the case says. */
function asTaken(file: CorpusFile): CorpusFile {
  const delimiter = delimiterOf(Buffer.from(file.bytes).toString()) ?? '';
  return { ...file, type: delimiter === '' ? 'text' : 'table', delimiter };
}

const told = variants.map((variant) => [variant.what, variant] as const);
const taken = variants.flatMap(({ what, file, ...variant }) => {
  const other = asTaken(file);
  return other.type === file.type
    ? []
    : [[`${what}, taken for ${other.type}`, { what, file: other, ...variant }] as const];
});

describe('each rule', () => {
  it.each([...told, ...taken])('%s', (_, { rule, file, found, at }) => {
    const result = foundIn(file);
    expect(result.findings.some((one) => one.rule === rule)).toBe(found);
    if (at.length > 0) expect(placesOf(result, rule)).toEqual(at);
  });
});

describe('a thousand tables of random numbers', () => {
  const tables = Array.from({ length: 1000 }, (_, seed) => randomTable(seed));
  const blocked = (found: ReturnType<typeof foundIn>) => found.findings.filter(({ severity }) => severity === 'block');

  it('are never called identifiers', () => {
    expect(tables.flatMap((table) => blocked(foundIn(table)))).toEqual([]);
  });

  it('are not so as running text either', () => {
    expect(tables.flatMap((table) => blocked(foundIn({ ...table, type: 'text' })))).toEqual([]);
  });
});
