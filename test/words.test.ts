import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { exportedNames, parsedFiles } from './source-tree.ts';
import { isSameWord, wordsOf } from './words/same-word.ts';

const root = resolve(import.meta.dirname, '..');
const glossary = 'docs/words.md';
const ordinary = 'test/words/ordinary.txt';
const read = (path: string) => readFileSync(resolve(root, path), 'utf8');

/** A name in the code, with its words and the file where it stands. */
interface Name {
  readonly name: string;
  readonly file: string;
  readonly words: readonly string[];
}

/** Exported names, and the names of files and folders, of everything under a folder. */
function namesIn(folder: string): Name[] {
  return parsedFiles(folder).flatMap((source) => {
    const file = source.fileName;
    const path = file.slice(folder.length + 1).replace(/\.ts$/, '');
    return [...path.split('/'), ...exportedNames(source)].map((name) => ({ name, file, words: wordsOf(name) }));
  });
}

/** The terms of each line of the glossary: `- **left**, **kept**: …` has two. */
const entries = [...read(glossary).matchAll(/^- ((?:\*\*[a-z ]+\*\*(?:, )?)+): \S/gm)].map(([, head = '']) =>
  [...head.matchAll(/\*\*([a-z ]+)\*\*/g)].map(([, term = '']) => term),
);
const terms = entries.flat();
const ordinaryWords = read(ordinary).trimEnd().split('\n');
const sourceNames = namesIn('src');
const sourceWords = new Set(sourceNames.flatMap(({ words }) => words));

/** Whether the words of a term follow each other in a name. */
function holds({ words }: Name, term: string): boolean {
  const wanted = term.split(' ');
  return words.some((_, at) => wanted.every((word, index) => isSameWord(word, words[at + index] ?? '')));
}

describe('words', () => {
  test('each word of an exported name or file name of src is ordinary or stands in docs/words.md', () => {
    expect(sourceNames.length).toBeGreaterThan(500);
    const explained = [...ordinaryWords, ...terms.flatMap((term) => term.split(' '))];
    const unknown = [...sourceWords].filter((word) => !explained.some((known) => isSameWord(known, word)));
    const complaints = unknown.map((word) => {
      const where = sourceNames.find(({ words }) => words.includes(word));
      return `'${word}' in ${where?.name} (${where?.file}): explain it in ${glossary}, or add it to ${ordinary} if any programmer knows it`;
    });
    expect(complaints).toEqual([]);
  });

  test('each line of docs/words.md is about a word that the code uses', () => {
    expect(entries.length).toBeGreaterThan(50);
    const names = [...sourceNames, ...namesIn('local'), ...namesIn('test')];
    const words = [...new Set(names.flatMap((name) => name.words))];
    const isUsed = (term: string): boolean =>
      term.includes(' ') ? names.some((name) => holds(name, term)) : words.some((word) => isSameWord(word, term));
    const dead = terms.filter((term) => !isUsed(term));
    expect(dead.map((term) => `'${term}' is in no name of src, local or test: remove it from ${glossary}`)).toEqual([]);
  });

  test('each ordinary word is used in src and has no line in docs/words.md', () => {
    const unused = ordinaryWords.filter((word) => ![...sourceWords].some((used) => isSameWord(used, word)));
    const twice = ordinaryWords.filter((word) => terms.some((term) => isSameWord(term, word)));
    expect([
      ...unused.map((word) => `'${word}' is in no name of src: remove it from ${ordinary}`),
      ...twice.map((word) => `'${word}' is explained in ${glossary}: remove it from ${ordinary}`),
    ]).toEqual([]);
  });

  test('docs/words.md and the ordinary words are in alphabetical order, each word once', () => {
    const heads = entries.map(([head = '']) => head);
    expect(heads, glossary).toEqual([...new Set(heads)].sort());
    expect(terms.length, `a term stands twice in ${glossary}`).toBe(new Set(terms).size);
    expect(ordinaryWords, `${ordinary}: one word a line, sorted by character`).toEqual(
      [...new Set(ordinaryWords)].sort(),
    );
  });

  test('docs/words.md explains at most 150 words or families of words', () => {
    expect(entries.length).toBeLessThanOrEqual(150);
  });

  test('every line of the glossary has the form that this test reads', () => {
    const [, list = ''] = read(glossary).split('\n## All of them\n');
    expect(list.trim().split('\n').length).toBe(entries.length);
  });

  test.each([
    ['copies', 'copy'],
    ['copied', 'copy'],
    ['dropped', 'drop'],
    ['moving', 'move'],
    ['classes', 'class'],
  ])("'%s' is the same word as '%s'", (form, word) => {
    expect(isSameWord(form, word)).toBe(true);
  });

  test.each([
    ['planes', 'plan'],
    ['string', 'str'],
    ['press', 'pres'],
  ])("'%s' is another word than '%s'", (one, other) => {
    expect(isSameWord(one, other)).toBe(false);
  });
});
