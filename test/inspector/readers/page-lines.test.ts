import { expect, test } from 'vitest';
import type { Piece } from '../../../src/inspector/child/texts/as-seen.ts';
import { linesOf } from '../../../src/inspector/child/texts/page-lines.ts';

const piece = (text: string, x: number, y: number, size = 10): Piece => ({
  ...{ text, x, y, size, angle: 0 },
  width: text.length * 5,
});

/** Rows of cells, each with its place, from above: one line for each twelve units. */
const rows = (...lines: readonly (readonly (readonly [text: string, x: number])[])[]) =>
  lines.flatMap((cells, nth) => cells.map(([text, x]) => piece(text, x, 500 - 12 * nth)));

const turned = (pieces: readonly Piece[], degrees: number): Piece[] => {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  return pieces.map((one) => ({ ...one, x: one.x * cos - one.y * sin, y: one.x * sin + one.y * cos, angle: degrees }));
};

test('pieces of a page are told from above and from the left, and columns are parted', () => {
  const pieces = [
    piece('3', 100, 80),
    piece('F', 10, 80.5),
    piece('n', 100, 90),
    piece('sex', 10, 90),
    piece('A', 10, 200),
    piece('title', 17, 200),
    piece(' ', 30, 85),
  ];
  expect(linesOf(pieces)).toEqual(['A title', 'sex   n', 'F     3']);
});

test('words that touch are one, and signs above a line stay on it', () => {
  expect(linesOf([piece('wo', 10, 50), piece('rds', 20, 50), piece('*', 36, 53, 8)])).toEqual(['words*']);
});

const table = rows(
  [
    ['Ward', 10],
    ['Women', 100],
    ['Men', 150],
  ],
  [
    ['Cardiology', 10],
    ['1,204', 100],
    ['35', 155],
  ],
  [
    ['ENT', 10],
    ['5', 120],
    ['1,990', 140],
  ],
);
const asText = ['Ward         Women   Men', 'Cardiology   1,204   35', 'ENT          5       1,990'];

test('cells of one column begin below each other, wherever their numbers end', () => {
  expect(linesOf(table)).toEqual(asText);
});

test.each([90, 180, -90])(
  'a page whose text is turned by %i degrees is read as whoever turns it reads it',
  (degrees) => {
    expect(linesOf(turned(table, degrees))).toEqual(asText);
  },
);

test('heads and names in several lines stay in their column, and a title across columns begins at the left', () => {
  const page = rows(
    [['Patients of both wards', 20]],
    [
      ['Ward', 10],
      ['Women', 100],
      ['Men', 150],
    ],
    [['admitted', 100]],
    [
      ['Trauma and', 10],
      ['120', 110],
      ['35', 155],
    ],
    [['orthopaedics', 10]],
  );
  expect(linesOf(page)).toEqual([
    'Patients of both wards',
    ...['Ward           Women      Men', '               admitted'],
    ...['Trauma and     120        35', 'orthopaedics'],
  ]);
});

test('a name in two lines goes with the numbers that stand between them', () => {
  const page = [
    ...[piece('Trauma and', 10, 106), piece('120', 100, 100), piece('35', 150, 100), piece('orthopaedics', 10, 94)],
    ...[piece('Surgery', 10, 84), piece('90', 100, 84), piece('15', 150, 84)],
  ];
  expect(linesOf(page)).toEqual(['Trauma and orthopaedics   120   35', 'Surgery                   90    15']);
});

test('names of bars that lean stand where most of them are at one height', () => {
  const names = ['Leeds', 'Scarborough', 'York'].map((text, at): Piece => {
    const width = text.length * 5;
    const [x, y] = [100 + 40 * at - width * Math.SQRT1_2, 50 - width * Math.SQRT1_2];
    return { text, x, y, width, size: 10, angle: 45 };
  });
  const numbers = [piece('120', 95, 200), piece('35', 137, 100), piece('60', 177, 140)];
  expect(linesOf([...names, ...numbers])).toEqual(['', 'Leeds   120', 'Scarborough   35', 'York   60', '']);
});

test('a number whose thousands stand apart is one', () => {
  expect(linesOf([piece('Leeds', 10, 50), piece('1 204', 100, 50), piece('17', 160, 50)])).toEqual([
    'Leeds   1\u00a0204   17',
  ]);
});

test('the numbers of axes, and of a page, stand apart from the tables beside them', () => {
  const bars = rows(
    [
      ['Leeds', 10],
      ['120', 90],
    ],
    [
      ['York', 15],
      ['35', 70],
    ],
    [
      ['0', 40],
      ['50', 80],
      ['100', 118],
    ],
  );
  expect(linesOf(bars)).toEqual(['Leeds   120', 'York   35', '', '0   50   100', '']);
  const tiles = rows(
    [
      ['Leeds', 10],
      ['120', 60],
      ['7', 100],
    ],
    [
      ['York', 10],
      ['35', 60],
      ['90', 100],
    ],
  );
  const scale = [250, 200, 150, 100, 50, 0].map((value, at) => piece(`${value}`, 150, 518 - 7 * at));
  expect(linesOf([...tiles, ...scale])).toEqual([
    'Leeds   120   7',
    'York    35    90',
    '',
    '250   200   150   100   50   0',
  ]);
  expect(linesOf([...tiles, piece('Page 1 of 2', 60, 480)])).toEqual([
    ...['Leeds   120   7', 'York    35    90', '', 'Page 1 of 2', ''],
  ]);
});

test('heads that nearly touch are parted where the columns below them are', () => {
  const touching = [piece('Women in care', 60, 512), piece('Men in care', 127, 512)];
  const page = [
    ...touching,
    ...rows(
      [
        ['Leeds', 10],
        ['120', 80],
        ['35', 150],
      ],
      [
        ['York', 10],
        ['35', 85],
        ['90', 150],
      ],
    ),
  ];
  expect(linesOf(page)[0]).toBe('        Women in care   Men in care');
});

test('each panel of a drawing has its axis, beside and below the others', () => {
  const axis = (x: number, y: number) => ['4', '3', '2', '1'].map((text, nth) => piece(text, x, y - 20 * nth));
  const panels = [...axis(10, 500), ...axis(200, 500), ...axis(10, 400), ...axis(200, 400)];
  const lines = linesOf([...panels, piece('Cardio', 60, 520), piece('Neuro', 250, 520)]);
  expect(lines).toEqual([
    'Cardio                                Neuro'.replace(/ +/, '   '),
    '',
    expect.stringMatching(/^(?:\d {3}){15}\d$/),
  ]);
});
