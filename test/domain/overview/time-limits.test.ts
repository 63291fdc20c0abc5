import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fieldRules } from '../../../src/domain/definition/definition-rules.ts';
import { fixedTimes, missingTimes, timeFields, timeSettings } from '../../../src/domain/overview/time-limits.ts';

const settings = [...readFileSync('src/config.ts', 'utf8').matchAll(/^ {2}([A-Z][A-Z0-9_]+): /gm)].flatMap(
  ([, name]) => name ?? [],
);
const fields = Object.keys(fieldRules);

test('of every setting and field that is a time it is said what it opens when it passes', () => {
  expect(settings.length).toBeGreaterThan(30);
  expect(missingTimes({ settings, fields })).toEqual([]);
});

test('a newcomer of which nothing is said is found, and an entry of none', () => {
  expect(missingTimes({ settings: [...settings, 'GRACE_HOURS'], fields: [...fields, 'egress.graceDays'] })).toEqual([
    'GRACE_HOURS: nothing says what it opens',
    'egress.graceDays: nothing says what it opens',
  ]);
  expect(missingTimes({ settings: settings.filter((name) => name !== 'OUTAGE_HOURS'), fields })).toEqual([
    'OUTAGE_HOURS: there is no such time any more',
  ]);
});

test('what opens something says for whom, and what somebody inside can do about it', () => {
  for (const [name, limit] of Object.entries({ ...timeSettings, ...timeFields, ...fixedTimes })) {
    if (limit === null) continue;
    expect(limit.opens, name).not.toBe('');
    expect(limit.whom, name).not.toBe('');
    expect(limit.inside, name).toMatch(/^(No|Yes|It is meant)/);
  }
});
