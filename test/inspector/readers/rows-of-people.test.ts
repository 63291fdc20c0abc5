import { describe, expect, test } from 'vitest';
import { readDelimited } from '../../../src/inspector/child/readers/delimited.ts';
import { readJson } from '../../../src/inspector/child/readers/json.ts';
import { delimiterOf } from '../../../src/inspector/child/texts/delimiter.ts';
import { tell } from './recording.ts';

const arff =
  "% for the court\n@relation 'again'\n\n@attribute age numeric\n@attribute 'the offence' {theft,fraud}\n\n@data\n43,theft\n51,fraud\n";

const point = (properties: object, longitude = 12.40309) => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates: [longitude, 55.60823] },
  properties,
});
const map = (features: readonly object[]) =>
  Buffer.from(JSON.stringify({ type: 'FeatureCollection', name: 'outbreak', features }));

describe('a table of Weka', () => {
  test('has the heads that stand above its data, and every line is told', async () => {
    const told = await tell(readDelimited, Buffer.from(arff));
    expect(told.tables.at(-1)?.rows).toEqual([
      ['age', 'the offence'],
      ['43', 'theft'],
      ['51', 'fraud'],
    ]);
    expect(told.tables.flatMap(({ rows }) => rows)).toContainEqual(["@attribute 'the offence' {theft,fraud}"]);
    expect(told).toMatchObject({ rules: [], looked: arff.length });
  });
});

describe('a map', () => {
  test('has a row for each point, with its place and what is said of it', async () => {
    const told = await tell(readJson, map([point({ case: 1, onset: '2018-07-13' }), point({ case: 2 }, 12.5)]));
    expect(told.tables.map(({ rows }) => rows)).toEqual([
      [
        ['longitude', 'latitude', 'case', 'onset'],
        ['12.40309', '55.60823', '1', '2018-07-13'],
        ['12.5', '55.60823', '2', ''],
      ],
    ]);
    expect(told.texts.flatMap(({ lines }) => lines)).toContain('name: outbreak');
  });

  test('of places with names is no table of this kind', async () => {
    const told = await tell(
      readJson,
      map([point({ id: 1, name: 'North ward' }), point({ id: 2, name: 'South ward' })]),
    );
    expect(told.tables.some(({ rows }) => rows[0]?.includes('longitude'))).toBe(false);
  });
});

test('statements of a database are a text, since their brackets part no cells', () => {
  expect(delimiterOf("INSERT INTO t VALUES(1,51,'F');\nINSERT INTO t VALUES(2,43,'M');\n")).toBeUndefined();
  expect(delimiterOf("INSERT INTO t VALUES\n(1,51,'F'),\n(2,43,'M');\n")).toBeUndefined();
});
