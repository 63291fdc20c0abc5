import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { deployedRoles } from '../../../local/azure/stack.ts';
import { worldAt } from '../../../scripts/verify/laptop.ts';
import type { World } from '../../../scripts/verify/step.ts';
import { createRun } from '../../../scripts/verify/steps/create-run.ts';
import { deleteUnderPolicy } from '../../../scripts/verify/steps/delete-under-policy.ts';
import { pathCondition } from '../../../scripts/verify/steps/path-condition.ts';
import { rememberedLimits } from '../../../scripts/verify/steps/remembered-limits.ts';
import { storageVersion } from '../../../scripts/verify/steps/storage-version.ts';
import { type RunningPorts, startPorts } from '../../azure/running-ports.ts';

let running: RunningPorts;
let world: World;
beforeAll(async () => {
  running = await startPorts();
  world = quickly(worldAt(running.azure));
});
afterAll(() => running.stop());

const quickly = (slow: World): World => ({
  ...slow,
  pause: async () => await new Promise((resolve) => setTimeout(resolve, 250)),
});

test.each([pathCondition, storageVersion, rememberedLimits])('the stand-ins answer $id as it says', async (step) => {
  expect(await step.run(world)).toMatchObject({ verdict: 'confirmed' });
});

test.each([
  ['makes-version', /^It makes a previous version: it left 1 versions, none of them current/],
  ['is-refused', /^It is refused: .*status 409: .*immutable due to a policy/],
] as const)(
  'a copy under a policy succeeds, and a delete there that %s is told as such',
  async (deleteOfRetained, seen) => {
    const { versions } = running.azure.storage;
    versions.knobs = { ...versions.knobs, deleteOfRetained };
    expect(await createRun.run(world)).toMatchObject({ verdict: 'confirmed' });
    const outcome = await deleteUnderPolicy.run(world);
    expect(outcome.verdict).toBe('confirmed');
    expect(outcome.seen).toMatch(seen);
  },
);

test('a policy that keeps nothing is told', async () => {
  const { versions } = running.azure.storage;
  versions.knobs = { ...versions.knobs, deleteOfRetained: 'makes-version' };
  expect(await createRun.run(world)).toMatchObject({ verdict: 'confirmed' });
  const forgetful: World = {
    ...world,
    ask: async (asked) => {
      const answer = await world.ask(asked);
      const isEmpty = asked.method === 'GET' && !answer.text.includes('<IsCurrentVersion>');
      return isEmpty ? { ...answer, text: answer.text.replaceAll(/<Blob>.*?<\/Blob>/g, '') } : answer;
    },
  };
  expect(await deleteUnderPolicy.run(forgetful)).toMatchObject({
    verdict: 'refuted',
    seen: 'The delete ended as Succeeded and left 0 versions, none of them current',
  });
});

test('Data Factory without its role is told with its own words', async () => {
  const roles = deployedRoles();
  const blobs = roles.blobs.filter(
    ({ identity, container }) => identity !== 'data-factory' || container !== 'datasets',
  );
  const other = await startPorts({ roles: { ...roles, blobs } });
  onTestFinished(() => other.stop());
  const outcome = await createRun.run(quickly(worldAt(other.azure)));
  expect(outcome.verdict).toBe('refuted');
  expect(outcome.seen).toMatch(/^The run ended as Failed: /);
});

test('a role without its condition is told, with what it lets in', async () => {
  const roles = deployedRoles();
  const blobs = roles.blobs.map((row) => {
    const { path: _, ...open } = row;
    return row.identity === 'owners' ? open : row;
  });
  const other = await startPorts({ roles: { ...roles, blobs } });
  onTestFinished(() => other.stop());
  expect(await pathCondition.run(quickly(worldAt(other.azure)))).toMatchObject({
    verdict: 'refuted',
    seen: expect.stringContaining('The folder of another project was answered 201, not 403'),
  });
});

test('`npm run verify:azure -- --local` says what cannot run here, and writes a report that confirms nothing', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-verify-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const report = join(folder, 'report.md');
  const run = command('--local', '--report', report);
  expect(run.stderr).toBe('');
  expect(run.status).toBe(0);
  expect(run.stdout).not.toMatch(/\bconfirmed\b/);
  expect(run.stdout).toContain('create-run: the stand-in answers so');
  expect(run.stdout).toMatch(/^closed-doors: cannot run here/m);
  expect(readFileSync(report, 'utf8')).not.toMatch(/\bconfirmed\b|eyJ/);
});

test('on a subscription it begins nothing without consent, nor without knowing for whom', () => {
  expect(command()).toMatchObject({ status: 1, stderr: expect.stringContaining('say --contact and --address') });
  const asked = command('--contact', 'a@hospital.org', '--address', '20.50.2.7');
  expect(asked).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('Add --yes to consent') });
});

function command(...words: string[]) {
  const script = ['--import', './scripts/node-24.mjs', 'scripts/verify-azure.ts', ...words];
  return spawnSync(process.execPath, script, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}
