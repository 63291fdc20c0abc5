import { existsSync, globSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { documents } from '../scripts/documents.ts';
import { api } from '../src/app/api.ts';
import { blocksOf, codeOf, guides, textOf } from './guides.ts';

const root = resolve(import.meta.dirname, '..');
const readme = textOf('README.md');
const { license, scripts, version } = z
  .object({ license: z.string(), scripts: z.record(z.string(), z.string()), version: z.string() })
  .parse(JSON.parse(textOf('package.json')));

/** Where each command is executed: the file, and what it says there. */
const executedBy: Readonly<Record<string, readonly [file: string, words: string]>> = {
  install: ['.ci/run', 'npm ci'],
  ci: ['.ci/run', 'npm ci'],
  check: ['test/scripts/parts.test.ts', "'check'"],
  'infra:check': ['scripts/ci.ts', "'infra:check'"],
  wings: ['scripts/ci.ts', "'wings'"],
  commits: ['scripts/ci.ts', "'commits'"],
  oracle: ['scripts/ci.ts', "'oracle'"],
  golden: ['test/golden/golden.test.ts', './record.ts'],
  types: ['scripts/check.ts', "'types'"],
  lint: ['scripts/check.ts', "'lint'"],
  imports: ['scripts/check.ts', "'imports'"],
  unused: ['scripts/check.ts', "'unused'"],
  test: ['scripts/ci.ts', "'test'"],
  build: ['scripts/up-to-date.ts', './build.ts'],
  'audit:verify': ['test/scripts/audit-verify.test.ts', 'scripts/audit-verify.ts'],
  docs: ['test/scripts/docs.test.ts', 'scripts/docs.ts'],
  deploy: ['test/scripts/deploy/cli.test.ts', 'scripts/deploy.ts'],
  teardown: ['test/scripts/teardown/teardown.test.ts', 'scripts/teardown.ts'],
  'verify:azure': ['test/scripts/verify/laptop.test.ts', 'scripts/verify-azure.ts'],
  bench: ['test/bench/main.test.ts', "'bench'"],
  simulate: ['scripts/ci.ts', "'simulate'"],
  pictures: ['scripts/ci.ts', "'pictures'"],
  demo: ['test/journeys/demo.test.ts', "'demo'"],
  start: ['test/journeys/by-hand.test.ts', "'start'"],
  drop: ['test/journeys/by-hand.test.ts', 'docs/by-hand.md'],
  look: ['test/journeys/by-hand.test.ts', "'look'"],
  sallyport: ['test/cli/command.test.ts', 'local/commands/sallyport.ts'],
  token: ['test/journeys/by-hand.test.ts', "'token'"],
  holidays: ['test/scripts/public-holidays.test.ts', 'scripts/holidays.ts'],
};

/** Pages whose blocks run as they stand: those for operators in a journey, the others only where there is a subscription. */
const ownTools = [
  ...guides.filter((path) => path.includes('operators')),
  'docs/deploy.md',
  'docs/environment.md',
  'docs/restore.md',
  'docs/teardown.md',
];

/** The id that a heading gets: lower case, spaces as hyphens, and nothing else but letters, digits and hyphens. */
function anchorsOf(page: string): string[] {
  return [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(' ', '-')
      .replace(/[^\p{L}\p{N}_-]/gu, ''),
  );
}

describe('the README', () => {
  test('is read in a minute', () => {
    expect(readme.trimEnd().split('\n').length).toBeLessThanOrEqual(70);
  });

  test('says within its first lines what this is, for whom, and why to trust it, with a page for each of them', () => {
    const beginning = readme.split('\n').slice(0, 25).join('\n');
    expect(beginning).toMatch(/^# Sallyport\n\nSallyport is /);
    expect(beginning).toMatch(/^- \*\*For whom:\*\* /m);
    expect(beginning).toMatch(/^- \*\*Why trust it:\*\* /m);
    for (const people of ['owners', 'researchers', 'approvers', 'operators'])
      expect(beginning).toContain(`(docs/for-${people}.md)`);
    expect(beginning).toContain('```mermaid');
  });

  test('shows the last lines of what the demo prints', () => {
    const shown = blocksOf(readme, 'console')
      .join('')
      .replace(/^\$ .*\n/gm, '');
    expect(shown).toContain('Everything as promised');
    expect(blocksOf(textOf('docs/demo.md'), 'text').join('').endsWith(shown)).toBe(true);
  });
});

test('the guide to deploying leads from nothing to the first dataset in at most 900 words', () => {
  // The table of what is off is for looking things up.
  const read = textOf('docs/deploy.md').replaceAll(/^\|.*$/gm, '');
  expect(read.split(/\s+/).length).toBeLessThanOrEqual(900);
});

describe.each(guides)('%s', (path) => {
  const page = textOf(path);

  test('names only commands that exist and that a test or CI executes', () => {
    for (const code of codeOf(page)) {
      for (const [, name = ''] of code.matchAll(/\bnpm (?:run )?(?:--silent )?([a-z][a-z:-]*)/g)) {
        const [file, words] = executedBy[name] ?? [];
        if (file === undefined || words === undefined) throw new Error(`Nothing executes npm run ${name}`);
        expect(textOf(file).includes(words), `${file} says nothing of ${words}`).toBe(true);
        if (!['install', 'ci'].includes(name)) expect(scripts).toHaveProperty([name]);
      }
      for (const [, tests = ''] of code.matchAll(/\bnpx vitest run ([\w./-]+)/g))
        expect(existsSync(resolve(root, tests)), tests).toBe(true);
    }
  });

  test('has no other commands in its blocks', () => {
    const blocks = ownTools.includes(path) ? [] : blocksOf(page, 'sh');
    const lines = blocks.flatMap((block) => block.trimEnd().split('\n'));
    expect(lines.filter((line) => !/^(npm|npx vitest run) /.test(line))).toEqual([]);
  });

  test('has no link that leads nowhere', () => {
    for (const [, file = '', anchor] of page.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)) {
      const target = file === '' ? path : join(dirname(path), file);
      expect(existsSync(resolve(root, target)), target).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(textOf(target))).toContain(anchor);
    }
  });

  test('names only files that are there', () => {
    for (const code of codeOf(page)) {
      const named = /^`((?:src|local|infra|test|scripts|docs)\/[\w./-]+)`$/.exec(code)?.[1];
      if (named !== undefined) expect(existsSync(resolve(root, named)), named).toBe(true);
    }
  });
});

test('a route that a guide names is described', () => {
  const described = new Set(
    Object.values(api).flatMap(({ methods, path }) => methods.map((method: string) => `${method} ${path}`)),
  );
  const named = guides.flatMap((page) =>
    codeOf(textOf(page)).flatMap((code) => /^`((?:GET|POST|PUT|DELETE) [^ `?…]+)`$/.exec(code)?.[1] ?? []),
  );
  expect(named.length).toBeGreaterThan(10);
  for (const route of named)
    for (const door of ['datasets', 'exports'])
      expect(described, route).toContain(route.replace(' /api/', ' ').replace('{datasets|exports}', door));
});

test('what people wrote has at most 30,000 words, and no page more than 4,000', () => {
  const generated = new Set(documents().keys());
  const written = globSync(['*.md', 'docs/**/*.md'], { cwd: root }).filter((path) => !generated.has(path));
  const words = new Map(written.map((path) => [path, textOf(path).split(/\s+/).length]));
  expect([...words].filter(([, count]) => count > 4000)).toEqual([]);
  expect([...words.values()].reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(30_000);
});

test('the README says what a deployment costs as docs/costs.md counts it, and how to deploy', () => {
  const rowOf = (name: string) =>
    [
      ...(new RegExp(`^\\| \\*\\*${name}\\*\\* (.*)$`, 'm').exec(textOf('docs/costs.md'))?.[1] ?? '').matchAll(
        /[\d.]+/g,
      ),
    ].map(([figure]) => Number(figure));
  const said = /^- \*\*What it costs\*\*(.*)$/m.exec(readme)?.[1] ?? '';
  const figures = [...said.matchAll(/\b\d[\d,.]*\d\b/g)].map(([figure]) => Number(figure.replaceAll(',', '')));
  // The hub itself and the richer environment on it stand in docs/costs.md alone.
  const told = (row: readonly number[]) => [...row.slice(0, 3), ...row.slice(4, 5)];
  const [hours, months] = [told(rowOf('An hour')), told(rowOf('A month'))];
  expect(hours.length).toBe(4);
  expect(figures).toEqual(hours.flatMap((hour, at) => [hour, months[at]]));
  expect(readme).toMatch(/^- \*\*How to deploy:\*\* `azd up`/m);
});

test('the licence is the one that the package names', () => {
  expect(textOf('LICENSE')).toMatch(
    new RegExp(`^${license} License\n\nCopyright \\(c\\) \\d{4} The Sallyport authors`),
  );
});

test('the changelog tells of the version of the package, and of every version what it breaks', () => {
  const [, ...versions] = textOf('CHANGELOG.md').split(/^## /m);
  expect(versions.map((text) => text.split('\n')[0])).toEqual(expect.arrayContaining(['Unreleased', version]));
  for (const text of versions) expect(text).toMatch(/^[^\n]*\n\n### Breaking\n/);
});
