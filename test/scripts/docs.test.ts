import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readParameters } from '../../scripts/deploy/parameters.ts';
import { documents } from '../../scripts/documents.ts';
import { isOff, offByDefault } from '../../scripts/off-by-default.ts';
import { kindRows, readRecall, recallText } from '../../scripts/recall-table.ts';
import { ruleById } from '../../src/inspector/rules/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'sallyport-docs-'));
afterAll(() => rmSync(folder, { recursive: true }));

function run(...options: string[]) {
  const script = resolve('scripts/docs.ts');
  const { status, stderr } = spawnSync(process.execPath, [script, ...options], { cwd: folder, encoding: 'utf8' });
  return { status, stderr };
}

it('brings a newcomer through a trial in at most 25 lines', () => {
  const [, trial = ''] = readFileSync(resolve('docs/deploy.md'), 'utf8').split('\n## A trial\n');
  expect(trial.split('\n## ')[0]?.trim().split('\n').length).toBeLessThanOrEqual(25);
});

describe('the generated documents', () => {
  it.each([...documents()])('%s is committed as the code says it', (path, text) => {
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  it('are written by the script, and then found up to date', () => {
    expect(run('--check').status).toBe(1);
    expect(run().status).toBe(0);
    expect(run('--check').status).toBe(0);
  });

  it('are named by the check when somebody changed one by hand', () => {
    run();
    writeFileSync(join(folder, 'docs/export-states.md'), 'mine');
    const { status, stderr } = run('--check');
    expect(status).toBe(1);
    expect(stderr).toContain('docs/export-states.md');
    expect(stderr).not.toContain('dataset-states');
  });

  it('say of each container that somebody may reach how long its content is kept', () => {
    const text = documents().get('docs/retention.md') ?? '';
    const named = readFileSync('infra/roles.json', 'utf8').matchAll(/"container": "([a-z-]+)"/g);
    const places = new Set([...named].map(([, place]) => place));
    expect(places.size).toBeGreaterThan(8);
    expect([...places].filter((place) => !text.includes(`\`${place}\``))).toEqual([]);
    expect(text).toMatch(/secure .*`datasets`.*30 days for each version +\| at most 17 days/);
    expect(text).toMatch(/control .*`audit`.*2555 days, appends allowed/);
    expect(text).toContain('30 days (`egress.keepFrozenDays`');
  });

  it('say first what no check can see, dominance before all else, and then every rule with its default', () => {
    const text = documents().get('docs/checks.md') ?? '';
    expect(text.indexOf('Dominance')).toBeGreaterThan(0);
    expect(text.indexOf('Dominance')).toBeLessThan(text.indexOf('Rule: `'));
    expect(text).toContain('| `minCount`       | 10      |');
    expect([...ruleById.keys()].filter((id) => !text.includes(`Rule: \`${id}\``))).toEqual([]);
  });

  it('tell of the recorded outputs what was counted, and proof.md tells the same by kind', () => {
    const recall = readRecall();
    expect(documents().get('docs/checks.md')).toContain(recallText(recall));
    const proof = readFileSync('docs/proof.md', 'utf8');
    for (const cells of kindRows(recall, ['second', 'thirteenth', 'fourteenth']))
      expect(proof).toContain(`| ${cells.join(' | ')} |`);
    for (const [kind, [files, found, alarms]] of Object.entries(recall.now.first))
      expect(kind.startsWith('harmless') ? alarms : found, kind).toBe(kind.startsWith('harmless') ? 0 : files);
    expect(proof).toContain('of the first, all is found');
  });

  it('say of every parameter that is off by default what that costs, and of no other', () => {
    const off = readParameters().filter(isOff);
    expect(off.length).toBeGreaterThan(15);
    expect(off.map(({ name }) => name).toSorted()).toEqual(Object.keys(offByDefault).toSorted());
    expect(documents().get('docs/deploy.md')).toMatch(/`IMMUTABILITY_LOCKED` +\|/);
  });

  it('hold every state in the diagram', () => {
    expect(documents().get('docs/export-states.md')).toContain('in_review --> releasing: approve');
  });
});
