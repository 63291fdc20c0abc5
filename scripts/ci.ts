import { stores } from '../src/domain/overview/stores.ts';
import { chosenFigures } from '../test/bench/figure.ts';
import { readCommandLine } from './command-line.ts';
import { type Part, runParts, sideBySide } from './parts.ts';

readCommandLine(
  `npm run ci

All that is checked: the checks and every test, then parts that take turns by the date. What is left out today is named; CI_WHOLE=1 plays
all of it. .ci/run does this in a clean clone, after the install. docs/develop.md says what each part takes.`,
  {},
);

/** A part of CI: what is run each day, or on this day, and what in a run of everything. */
interface Played {
  readonly name: string;
  readonly whole: readonly string[];
  /** The words of today; undefined where it has none. */
  readonly today: readonly string[] | undefined;
}

const isWhole = process.env['CI_WHOLE'] === '1';
const day = Number(process.env['TEST_SEED'] ?? Math.floor(Date.now() / 86_400_000));
const run = (script: string, ...words: readonly string[]) => [
  'npm',
  'run',
  '--silent',
  script,
  ...(words.length === 0 ? [] : ['--', ...words]),
];
const turn = (parts: number) => day % parts;
const pictures = run('pictures', '--into', 'node_modules/.cache/pictures');
const drilled = [...stores.map(({ place }) => place), 'account'];
const drill = run('sallyport', 'restore', 'drill', drilled[turn(drilled.length)] ?? '');
const figures = chosenFigures([]).chosen.filter((_, at) => at % 3 === turn(3));

const played: readonly Played[] = [
  { name: 'infra:check', whole: run('infra:check'), today: run('infra:check') },
  {
    name: 'simulate',
    whole: run('simulate', '--schedules', '10000', '--library', '500'),
    today: run(
      'simulate',
      '--covering',
      '--first',
      String(1 + turn(2) * 500),
      '--schedules',
      '1000',
      '--library',
      '100',
    ),
  },
  {
    name: 'replay',
    whole: run('simulate', '--replay'),
    today: run('simulate', '--replay', '--share', `${turn(2) + 1}/2`),
  },
  { name: 'bench', whole: run('bench'), today: run('bench', ...figures) },
  { name: 'year', whole: run('bench', 'year'), today: undefined },
  { name: 'instances', whole: run('bench', 'instances'), today: undefined },
  { name: 'drill', whole: drill, today: drill },
  { name: 'oracle', whole: run('oracle'), today: turn(2) === 0 ? run('oracle') : undefined },
  { name: 'pictures', whole: pictures, today: turn(2) === 1 ? pictures : undefined },
];

const parts: readonly Part[] = [
  sideBySide(['types', 'lint', 'imports', 'unused', 'wings', 'commits']),
  { name: 'test', command: ['npm', 'test', '--', '--all'] },
  ...played.flatMap(({ name, whole, today }) => {
    const command = isWhole ? whole : today;
    return command === undefined ? [] : [{ name, command }];
  }),
];

const left = [
  'schedules of the tests, tampering, faults, crashes and whole stacks: a share each day',
  ...played
    .filter(({ whole, today }) => today?.join(' ') !== whole.join(' '))
    .map(({ name, today }) => `${name}: ${today === undefined ? 'not today' : 'a share'}`),
];
const ok = await runParts(parts, { ...process.env, TEST_SEED: String(day), ...(isWhole ? { TEST_WHOLE: '1' } : {}) });
if (!isWhole) console.log(`\nLeft out today (CI_WHOLE=1 plays all):\n${left.map((line) => `  ${line}`).join('\n')}`);
process.exitCode = ok ? 0 : 1;
