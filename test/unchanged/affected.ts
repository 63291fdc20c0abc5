import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { guards } from '../simulation/mutants/guards.ts';
import { root } from './inputs.ts';
import { reachedFrom } from './reached-from.ts';

const listed = (pattern: string) => globSync(pattern, { cwd: root }).map((path) => path.replaceAll('\\', '/'));

/** Most tests of the reading room look at its bundles. */
const ofTheRoom = [
  'src/inspector/',
  ...reachedFrom('src/inspector/main.ts', 'src/inspector/check.ts', 'src/inspector/child/main.ts'),
];

/** Those that hold clients of Azure, whose calls are counted. */
const adapters = listed('src/**/*.ts').filter((path) => /\/azure[/-]/.test(path));

/** What the next durable library is compiled with. */
const ofDurable = reachedFrom(
  ...listed('src/**/*.ts').filter((path) => readFileSync(join(root, path), 'utf8').includes("'durable-functions'")),
);

/** Tests that look at more than they import: folders or files of tests, and the beginnings of the paths that they look at. */
export const lookedAt: readonly (readonly [tests: string, paths: readonly string[]])[] = [
  // They start the bundles, the host and the stand-ins in processes of their own.
  ['test/browser/stuck.test.ts', ['src/', 'local/', 'scripts/', 'infra/', 'host.json', 'test/journeys/']],
  ['test/browser/reading-room.test.ts', ['src/', 'local/', 'scripts/']],
  ['test/browser/picture-pixels.test.ts', ['src/inspector/', 'scripts/']],
  ['test/browser/mails.test.ts', ['src/pages/', 'src/compute/mails/']],
  ['test/journeys/', ['src/', 'local/', 'scripts/', 'infra/', 'host.json', 'local.settings.sample.json']],
  [
    'test/journeys/by-hand.test.ts',
    [
      'docs/by-hand.md',
      'docs/for-operators.md',
      'docs/operators-projects.md',
      'docs/operators-stop-and-run.md',
      'docs/operators-records.md',
    ],
  ],
  ['test/host/', ['local/host/']],
  ['test/oracle/', ['local/host/']],
  ['test/golden/', ['src/', 'local/host/', 'host.json']],
  ['test/inspector/', ['scripts/build-inspector.ts', 'scripts/up-to-date.ts', ...ofTheRoom]],
  [
    'test/simulation/mutants/',
    [...guards.map(({ file }) => file), ...reachedFrom(...listed('test/simulation/**/*.ts'))],
  ],
  ['test/bench/', ['src/', 'scripts/', 'local/']],
  ['test/cli/', ['src/cli/', 'local/', 'scripts/', 'docs/', ...reachedFrom('local/commands/sallyport.ts')]],
  ['test/cli/work/check-folder.test.ts', ofTheRoom],
  ['test/scripts/', ['scripts/', 'infra/', 'local/', 'docs/', 'azure.yaml']],
  ['test/scripts/command-line.test.ts', reachedFrom(...listed('{scripts,local/commands,local/demo}/*.ts'))],
  ['test/scripts/audit-verify.test.ts', reachedFrom('scripts/audit-verify.ts')],
  ['test/scripts/deploy/', reachedFrom('scripts/deploy.ts')],
  ['test/scripts/public-holidays.test.ts', reachedFrom('scripts/holidays.ts')],
  ['test/scripts/build.test.ts', ['src/']],
  ['test/scripts/docs.test.ts', ['src/']],
  ['test/scripts/deploy/package.test.ts', ['src/']],
  ['test/registration.test.ts', ['src/', 'scripts/', 'infra/', 'host.json']],
  ['test/local/', ['local/', 'infra/']],
  // They read files of the project.
  ['test/infra/', ['infra/', 'local/', 'scripts/', 'docs/', 'azure.yaml', 'local.settings.sample.json']],
  ['test/words.test.ts', ['src/', 'local/', 'test/', 'docs/words.md']],
  ['test/messages.test.ts', ['src/']],
  ['test/config.test.ts', ['local.settings.sample.json', 'infra/', 'local/stack/']],
  ['test/pictures/', ['src/', 'local/', 'test/browser/', 'test/journeys/']],
  ['test/unchanged/', ['test/']],
  ['test/house.test.ts', ['src/']],
  ['test/patterns.test.ts', ['src/']],
  [
    'test/readme.test.ts',
    [
      'docs/',
      'README.md',
      'CONTRIBUTING.md',
      'CHANGELOG.md',
      'local/',
      'infra/',
      'test/',
      'package.json',
      '.ci/run',
      'scripts/',
    ],
  ],
  ['test/orchestrators/next-library.test.ts', ofDurable],
  ['test/compute/limits-kept.test.ts', ['infra/']],
  ['test/api/', ['docs/']],
  ['test/features/satre/', ['docs/']],
  ['test/features/charts/', ['infra/']],
  ['test/features/doctor/', ['docs/', 'infra/']],
  ['test/domain/', ['docs/', 'infra/', 'local/sample/']],
  ['test/azure/base/storage-version.test.ts', ['src/']],
  ['test/faults/', ['infra/']],
  ['test/faults/every-call-fails-once.test.ts', adapters],
  ['test/faults/reconcile-with-faults.test.ts', adapters],
  ['test/use-cases/overview/', ['host.json']],
  ['test/activities/', ['infra/data-factory/']],
  ['test/memory/', ['infra/data-factory/']],
  ['test/use-cases/', ['infra/data-factory/']],
  ['test/functions/', ['infra/', 'local/azure/']],
];

/** What the import graph knows, and the table above accounts for. */
const isKnown = (path: string) =>
  /\.(ts|mts)$/.test(path) ||
  /^(docs|infra)\/|^(README|CONTRIBUTING|CHANGELOG|LICENSE)/.test(path) ||
  [
    'azure.yaml',
    'host.json',
    'local.settings.sample.json',
    '.ci/run',
    'knip.json',
    'biome.json',
    '.dependency-cruiser.cjs',
  ].includes(path);

/**
 * The files that count as changed, those of tests among them that look at a file that changed. Undefined: a file changed of which nobody says
 * who reads it, so everything may be another.
 */
export function affectedBy(changed: readonly string[], tests: readonly string[]): readonly string[] | undefined {
  const unknown = changed.filter((path) => !isKnown(path));
  // What lies beside tests is theirs: recordings, corpora and lists.
  const ofTests = unknown.map((path) => /^test\/[^/]+\//.exec(path)?.[0]);
  if (ofTests.some((folder) => folder === undefined)) return undefined;
  const looking = lookedAt.flatMap(([beginning, paths]) =>
    changed.some(
      (path) => paths.some((one) => path.startsWith(one)) || (beginning.endsWith('/') && path.startsWith(beginning)),
    )
      ? tests.filter((test) => test.startsWith(beginning))
      : [],
  );
  const beside = tests.filter((test) => ofTests.some((folder) => folder !== undefined && test.startsWith(folder)));
  return [...new Set([...changed, ...looking, ...beside])];
}
