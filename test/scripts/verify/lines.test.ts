import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { notVerifiedText } from '../../../scripts/not-verified-page.ts';
import { bounds, costOfTrial } from '../../../scripts/verify/cost.ts';
import { unverified } from '../../../scripts/verify/lines/all.ts';
import { planLines, tooDear } from '../../../scripts/verify/plan.ts';
import { stepIds } from '../../../scripts/verify/step.ts';
import { steps } from '../../../scripts/verify/steps/all.ts';
import { conditionOf } from '../../../scripts/verify/steps/condition-size.ts';
import { trialProblems, trialSettings } from '../../../scripts/verify/trial/settings.ts';
import { guid } from '../deploy/scripted-cli.ts';

const read = (file: string): string => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
const lines = unverified.flatMap((section) => section.lines);

test('each line has a step, or says why no script can check it; and each step has a line', () => {
  const taken = [...new Set(lines.flatMap((line) => ('step' in line ? [line.step] : [])))];
  expect(taken.toSorted()).toEqual([...stepIds].toSorted());
  for (const line of lines) if (!('step' in line)) expect(line.why).toMatch(/^[a-z]/);
  expect(new Set(lines.map(({ what }) => what)).size).toBe(lines.length);
});

test('every step but putting up and taking down is one that is taken, once', () => {
  const ids = steps.map(({ id }) => id);
  expect(['deployment', 'teardown', ...ids].toSorted()).toEqual([...stepIds].toSorted());
});

test('the page is the list: what leaks stands before what only fails', () => {
  const page = notVerifiedText();
  expect(page).toBe(read('docs/not-verified.md'));
  const rows = page.split('\n').filter((row) => /^\| (?!What|-)/.test(row));
  expect(rows.length).toBe(lines.length);
  for (const row of rows) expect(row).toMatch(/step `[a-z-]+` +\||cannot be checked by a script, because /);
  const at = unverified.map(({ harm }) => page.indexOf(`## ${harm}`));
  expect(at).toEqual(at.toSorted((one, other) => one - other));
  expect(unverified[0]?.harm).toMatch(/^Data could get out/);
});

test('the trial is the one of the guide', () => {
  const [, section = ''] = read('docs/deploy.md').split('\n## A trial\n');
  const typed = [...(section.split('\n## ')[0] ?? '').matchAll(/^azd env set (\w+) '?([^'\n]*?)'?$/gm)];
  expect(Object.fromEntries(typed.map(([, name, value]) => [name, value]))).toEqual(trialSettings);
});

test('the look before a deployment takes its settings, and names what whoever begins it got wrong', () => {
  const at = { name: 'verify-12011000', region: 'westeurope', subscription: guid('1') };
  expect(trialProblems({ contact: 'ada@hospital.org', address: '20.50.2.7' }, at)).toEqual([]);
  expect(trialProblems({ contact: 'ada', address: '10.0.0.1' }, { ...at, region: 'West Europe' })).toEqual([
    expect.stringContaining("AZURE_LOCATION is 'West Europe'"),
    expect.stringContaining("CONTACT is 'ada'"),
    expect.stringContaining("DEPLOYER_ADDRESS is '10.0.0.1'"),
  ]);
});

test('it costs at most 5 dollars by the price list, and does not begin where the list says otherwise', () => {
  const cost = costOfTrial();
  expect(cost.currency).toBe('USD');
  expect(cost.most).toBeGreaterThan((bounds.minutes / 60) * cost.hour);
  expect(cost.most).toBeLessThanOrEqual(bounds.dollars);
  expect(tooDear(cost)).toBeUndefined();
  expect(tooDear({ ...cost, most: 5.01 })).toMatch(/would cost 5\.01 USD, and 5 is the most/);
  const plan = planLines({ name: 'verify-1', subscription: 's', region: 'westeurope', cost }).join('\n');
  expect(plan).toContain(`costs at most ${cost.most.toFixed(2)} USD`);
  expect(plan).toContain('npm run teardown -- --environment verify-1');
});

test('a condition has exactly the characters that are asked for', () => {
  for (const characters of [200, 8191, 8192, 8193]) expect(conditionOf(characters).length).toBe(characters);
});
