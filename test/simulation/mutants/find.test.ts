import { existsSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { findMutants } from './find.ts';
import { guards } from './guards.ts';
import { misfits, readLedger, unnoticed } from './ledger.ts';
import { Toy } from './toy.ts';
import { weave } from './weave.ts';

function mutantsOf(text: string, only?: readonly string[]): string[] {
  using toy = new Toy();
  toy.gate(text);
  return findMutants(toy.folder, [{ file: 'gate.ts', why: 'a test', only }]).flatMap(({ sites }) =>
    sites.flatMap(({ mutants }) => mutants.map(({ id }) => id.replace('gate.ts ', ''))),
  );
}

test('a condition is taken for one that holds always and for one that never does', () => {
  expect(mutantsOf('function f(x: unknown) { if (x) return 1; return 2; }')).toEqual(['f: x → always', 'f: x → never']);
});

test('each part of an and can be left out, and the whole never holds; of an or the other way round', () => {
  expect(mutantsOf('function f(a, b) { if (a && b) return; }')).toEqual([
    'f: a → always',
    'f: a → never',
    'f: b → always',
  ]);
  expect(mutantsOf('function f(a, b) { if (a || b) return; }')).toEqual([
    'f: a → always',
    'f: a → never',
    'f: b → never',
  ]);
  expect(mutantsOf('function f(a, b, c) { if (a && b && c) return; }')).toHaveLength(4);
  expect(mutantsOf('function f(a, b, c) { if (a && !(b || c)) return; }')).toEqual([
    'f: a → always',
    'f: a → never',
    'f: b → never',
    'f: c → never',
  ]);
  expect(mutantsOf('function f(a, b, c) { if (a || (b && c)) return; }')).toEqual([
    'f: a → always',
    'f: a → never',
    'f: b → always',
    'f: b → never',
    'f: c → always',
  ]);
  expect(mutantsOf('function f(a, b) { if (!(a && b)) return; }')).toEqual([
    'f: a → always',
    'f: a → never',
    'f: b → always',
  ]);
});

test('a comparison has its neighbour too', () => {
  expect(mutantsOf('function f(a: number) { return a < 1 ? 1 : 2; }')).toEqual([
    'f: a < 1 → always',
    'f: a < 1 → never',
    'f: a < 1 → <=',
  ]);
});

test('what a function answers yes or no is a condition, and so is what filter and its like ask', () => {
  expect(mutantsOf('function f(a: string[]): boolean { return a.includes(""); }')).toHaveLength(2);
  expect(mutantsOf('function f(): boolean { return false; }')).toEqual(['f: false → always']);
  expect(mutantsOf('const f = (a: string[]) => a.filter((b) => b.trim());')).toEqual([
    'f: b.trim() → always',
    'f: b.trim() → never',
  ]);
  expect(mutantsOf('function f(a: unknown) { const b = a === 1; return b; }')).toHaveLength(2);
});

test('the left side of an and decides also where the whole is a value', () => {
  expect(mutantsOf('class C { m(a?: string) { return a && a.trim(); } }')).toEqual(['m: a → always', 'm: a → never']);
});

test('conditions alike in one function are told apart, and a condition keeps its name when lines move', () => {
  expect(mutantsOf('function f(a) { if (a) g(); if (a) h(); }')[2]).toBe('f: a (2) → always');
  expect(mutantsOf('\n\nfunction f(a) { g();\n if (a &&\n   b) h(); }')[0]).toBe('f: a → always');
});

test('what is decided once, while a file is loaded, is no guard, and neither is what a type says', () => {
  expect(() => mutantsOf('export const a = 1 < 2; type B<T> = T extends string ? 1 : 2;')).toThrow('has no condition');
});

test('only the functions that a guard names are turned around, and a name that is none is refused', () => {
  const text = 'function f(a) { if (a) g(); } function g(b) { if (b) f(); }';
  expect(mutantsOf(text, ['g'])).toEqual(['g: b → always', 'g: b → never']);
  expect(() => mutantsOf(text, ['gone'])).toThrow('gate.ts has no condition in gone');
});

test('every condition of our guards is noticed by a seed or a test that is there, or may live for a reason', () => {
  const root = resolve(import.meta.dirname, '../../..');
  const ledger = readLedger(import.meta.dirname);
  const ids = weave(root, guards).sites.flatMap((mutants) => mutants.map(({ id }) => id));
  expect([...misfits(ids, ledger), ...unnoticed(ledger)]).toEqual([]);
  const named = Object.values(ledger.survivors).flatMap(({ why, reason }) =>
    why === 'tests' ? [reason.split(': ', 1).join('')] : [],
  );
  expect([...new Set(named)].filter((file) => !existsSync(join(root, file)))).toEqual([]);
});

test('every mutant of our guards has a name of its own, and the files with them are still TypeScript that Node can strip', () => {
  const { files, sites } = weave(resolve(import.meta.dirname, '../../..'), guards);
  const ids = sites.flatMap((mutants) => mutants.map(({ id }) => id));
  expect(ids.length).toBeGreaterThan(100);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { text } of files) expect(() => stripTypeScriptTypes(text)).not.toThrow();
});
