import { describe, expect, it } from 'vitest';
import { startLines } from '../../../src/inspector/child/identifiers/left-out.ts';
import { numberKinds } from '../../../src/inspector/child/identifiers/national.ts';
import { personalIn } from '../../../src/inspector/child/identifiers/personal.ts';
import { foundInLines, foundInRows } from '../checks/feed.ts';
import { harmless, identifying } from './sentences.ts';

const rulesOf = (line: string) => personalIn(line, line);

describe('a line with an identifier', () => {
  it.each(identifying)('%s has %s', (line, rule) => {
    expect(rulesOf(line)).toContain(rule);
  });

  it.each(identifying)('%s has %s in a cell of a table too', (line, rule) => {
    const { findings } = foundInRows([
      ['group', 'note'],
      ['a', line],
    ]);
    expect(findings.map((one) => one.rule)).toContain(rule === 'email-in-text' ? 'email-address' : rule);
  });
});

describe('a line without any', () => {
  it.each(harmless)('%s', (line) => {
    expect(rulesOf(line)).toEqual([]);
  });
});

/** Numbers of each kind, as its office or its description gives them. */
const known =
  `4111 1111 1111 1111, 2 55 08 14 168 025 38, RSSMRA85T10A562S, 12345678Z, X1234567L, AB123456C, 131052-308T, 811228-9874,
  0707614285, 85.07.30-033.28, 37605030299, 44051401359, 10000000146, 86095742719, 69435151530, 11144477735, 111.444.777-35, 11010519491231002X,
  756.9217.0769.85, 8001015009087, 1EG4-TE5-MK73, MORGA657054SM9IJ, 65 170839 J 003, 1237 010180, 1237010180, A123456780, 1234567T, 1234567FA,
  234123412346, 123456789018, 046454286, 111222333, 123456789, 123456782, 2123456701, 1234567893, 9434765919, 736028/5163, 000000000ZZ4,
  17054026641, 8112289874, 1800101221144, 800101-1234560, HEGG560427MVZRRL04, 371449635398431`.split(/,\s*/);

describe('every kind of number', () => {
  it.each(numberKinds.map(({ shapes, holds }) => [shapes[0], shapes, holds] as const))(
    'with the shape %s knows one that is given out, and no neighbour of it',
    (_, shapes, holds) => {
      const bare = (text: string) => text.replaceAll(/[^A-Z0-9]/g, '');
      const shapeOf = (text: string) => bare(text).replaceAll(/[A-Z]/g, 'A').replaceAll(/\d/g, '9');
      const fitting = known.filter((text) => shapes.some((shape) => bare(shape) === shapeOf(text)));
      expect(fitting.filter((text) => holds(bare(text)))).not.toEqual([]);
    },
  );
});

describe('ten thousand numbers drawn by chance', () => {
  it('are hardly ever taken for one of a person', () => {
    let seed = 7;
    const digit = () => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % 10;
    };
    const lines = Array.from({ length: 10_000 }, (_, at) => {
      const digits = Array.from({ length: 3 + (at % 15) }, digit).join('');
      return `The result was ${digits} of them.`;
    });
    expect(lines.filter((line) => rulesOf(line).length > 0).length).toBeLessThan(40);
  });
});

it('is told once for each line, with its number', () => {
  const { places } = foundInLines([
    'Nothing here.',
    'IBAN GB29 NWBK 6016 1331 9268 19 and DE89 3704 0044 0532 0130 00',
  ]);
  expect(places).toEqual([{ rule: 'personal-number', places: [{ row: 2 }] }]);
});

it.each([
  ['>>> df.nunique()\npatient_id    1240\nage             84\ndtype: int64', []],
  ['>>> df.count()\npatient_id    1240\n>>> df.iloc[0]\npatient_id    10234\nsex    F', [4]],
  ['patient_id    10234\nsex    F\nName: 0, dtype: object', [1]],
])('a number behind the name of a variable is how many where a command asked for that: %j', (text, lines) => {
  const { places } = foundInLines(text.split('\n'));
  expect(places.find(({ rule }) => rule === 'labelled-identifier')?.places ?? []).toEqual(
    lines.map((row) => ({ row })),
  );
});

/** What each pattern begins with, over and over, with what it would have to go back over. */
const pieces =
  `1|1-|1 |12 |A1|A1 |a@|eyJ|+44 |1.|born on |dob 1/1/1|geb. 1. aaa |mrn: |mrn 1 |mrn of the a b |GB29 |Name: Ada |Aa Ab |key="|secret=|server=a;|
(0|01 |ssn no |user id=a;|tel |sk-|://a:|patient id |999 999 |versicherungs|né le |numero de |Lives at BS1 |sv=2024-01-01&|AccountKey=|Frau Aa |- |/|7 rows |missing: |<na> |edad = c(1, |1, |range 1|median age |min: 1 |oldest |removed 7 |a_b 1 |1 of 1 |7 recruited a |complete cases `.split(
    '|',
  );

describe('a line of ten thousand signs', () => {
  it.each(pieces)('made of %j alone takes no time', (piece) => {
    const line = piece.repeat(Math.ceil(10_000 / piece.length));
    const before = process.cpuUsage().user;
    rulesOf(line);
    startLines(10)(line);
    expect((process.cpuUsage().user - before) / 1000).toBeLessThan(400);
  });
});
