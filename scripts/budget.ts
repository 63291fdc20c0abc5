import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { table } from './markdown-table.ts';

const root = join(import.meta.dirname, '..');

/** So many lines of TypeScript each room of src may have. */
export const budget: Readonly<Record<string, number>> = {
  activities: 5880,
  api: 1755,
  app: 546,
  azure: 8790,
  cli: 4097,
  compute: 5640,
  domain: 18_935,
  'features/charts': 1110,
  'features/desk': 7747,
  'features/doctor': 2293,
  'features/explain': 3168,
  'features/impact': 1190,
  'features/mine': 2490,
  'features/received': 500,
  'features/releases': 3770,
  'features/satre': 1000,
  'features/verification': 5160,
  'features/witness': 325,
  functions: 3080,
  inspector: 21_400,
  orchestrators: 750,
  pages: 3825,
  ports: 1310,
  src: 260,
  'use-cases': 11560,
  web: 1340,
};

/** What is to come, and so many lines each of it may add. */
const coming: readonly (readonly [what: string, lines: number])[] = [
  ['what the reading room finds, and what it says that it did not look at', 2130],
  ['reviewing as a working day', 840],
  ['running it: search, many at once, forms, reports', 600],
  ['losing any store, and being believed by others', 0],
  ['the day a file is found outside', 0],
  ['many projects and environments', 500],
  ['a year of two hundred projects', 0],
];

/** So many lines a room may stay below its budget, before that has to be lowered. */
export const slack = 150;

/** The lines of TypeScript in each room of src and each of its wings. */
export function linesByRoom(): ReadonlyMap<string, number> {
  const rooms = new Map<string, number>();
  for (const file of globSync('src/**/*.ts', { cwd: root })) {
    const [, first = '', second = ''] = file.split('/');
    const room = first === 'features' ? `${first}/${second}` : first.endsWith('.ts') ? 'src' : first;
    const lines = readFileSync(join(root, file), 'utf8').split('\n').length - 1;
    rooms.set(room, (rooms.get(room) ?? 0) + lines);
  }
  return rooms;
}

/** The document that says how large each room may be. */
export function budgetText(): string {
  const rooms = Object.entries(budget);
  const all = rooms.reduce((sum, [, most]) => sum + most, 0);
  return `# How large this may become

Lines of TypeScript that each room of \`src\` may have, so that somebody can hold it in mind. Made by \`npm run docs\` from \`scripts/budget.ts\`; \`test/house.test.ts\` fails for a room that has more, and for one that has over ${slack} fewer, whose budget is then lowered.

${table(['Room', 'Lines'], [...rooms.map(([room, most]) => [`\`${room}\``, text(most)]), ['all', text(all)]])}

What is to come may add this much. Whoever needs more takes away first.

${table(
  ['What', 'Lines'],
  coming.map(([what, lines]) => [what, text(lines)]),
)}
`;
}

function text(lines: number): string {
  return lines.toLocaleString('en-GB');
}
