import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { budget, linesByRoom, slack } from '../scripts/budget.ts';
import { trunk } from '../src/api/trunk.ts';
import { api } from '../src/app/api.ts';
import { merged } from '../src/app/merged.ts';
import * as handlers from '../src/app/wing-handlers.ts';
import * as descriptions from '../src/app/wings.ts';
import { compute } from '../src/compute/descriptions.ts';

const root = join(import.meta.dirname, '..');
const mostFiles = 26;
const mostLines = 2500;
const longestFile = 250;
const longestFunction = 40;
/** Lists: of ports, handlers, activities, and of what a table of counts or people is seen by. */
const mostLong = 5;
/** Data rather than code, to be split. */
const tablesOfRules = 'src/inspector/rules/tables.ts';
const fewest = 3;
const wings = readdirSync(join(root, 'src/features')).toSorted();

/** Folders that hold other folders and what puts them together. */
const roots = ['src', 'src/activities', 'src/compute', ...wings.map((wing) => `src/features/${wing}`)];

/** Lines of the code files of a folder, by file; those of its folders are their own. */
const folders = Map.groupBy(
  globSync('src/**/*.ts', { cwd: root }).map((file) => ({
    file,
    lines: readFileSync(join(root, file), 'utf8').split('\n').length - 1,
  })),
  ({ file }) => posix.dirname(file),
);

describe('every folder of src', () => {
  test(`has at most ${mostFiles} files and ${mostLines} lines`, () => {
    expect(folders.size).toBeGreaterThan(80);
    const large = [...folders].filter(
      ([, files]) => files.length > mostFiles || files.reduce((sum, { lines }) => sum + lines, 0) > mostLines,
    );
    expect(large.map(([folder, files]) => `${folder} has ${files.length} files`)).toEqual([]);
  });

  test(`has at least ${fewest} files where it is no root`, () => {
    const small = [...folders].filter(([folder, files]) => files.length < fewest && !roots.includes(folder));
    expect(small.map(([folder]) => folder)).toEqual([]);
  });
});

describe('src', () => {
  const files = [...folders.values()].flat();

  test(`has no file of more than ${longestFile} lines`, () => {
    const long = files.filter(({ file, lines }) => lines > longestFile && file !== tablesOfRules);
    expect(long.map(({ file, lines }) => `${file} has ${lines} lines`)).toEqual([]);
  });

  test(`has at most ${mostLong} functions of more than ${longestFunction} lines`, () => {
    const long = files.flatMap(({ file }) => longFunctions(file));
    expect(long.length, long.join(', ')).toBeLessThanOrEqual(mostLong);
  });
});

function longFunctions(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest);
  const long: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node) {
      const [first, last] = [node.getStart(source), node.end].map(
        (at) => source.getLineAndCharacterOfPosition(at).line,
      );
      const lines = (last ?? 0) - (first ?? 0) + 1;
      if (lines > longestFunction) long.push(`${file}:${(first ?? 0) + 1} has ${lines}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return long;
}

describe('every room of src', () => {
  test('has no more lines than its budget, and not many fewer', () => {
    const rooms = linesByRoom();
    expect(Object.keys(budget)).toEqual([...rooms.keys()].toSorted());
    const wrong = [...rooms].filter(([room, lines]) => {
      const most = budget[room] ?? 0;
      return lines > most || lines < most - slack;
    });
    expect(wrong.map(([room, lines]) => `${room} has ${lines} lines, and may have ${budget[room]}`)).toEqual([]);
  });
});

describe('every wing', () => {
  test('has a line in each of the two lists of app, under its own name', () => {
    expect(Object.keys(descriptions)).toEqual(wings);
    expect(Object.keys(handlers)).toEqual(wings);
  });

  test.each(wings)('%s has its descriptions and its handlers in files of that name', (wing) => {
    for (const file of ['descriptions.ts', 'index.ts'])
      expect(existsSync(join(root, 'src/features', wing, file)), file).toBe(true);
  });

  test('cannot describe a route that has the name of any other', () => {
    const parts = { trunk, compute, ...descriptions };
    const names = Object.values(parts).flatMap((routes) => Object.keys(routes));
    for (const name of names)
      expect(() => merged({ ...parts, newcomer: { [name]: {} } }), name).toThrow(`have the route ${name}:`);
    expect(Object.keys(api).toSorted()).toEqual(names.toSorted());
  });
});
