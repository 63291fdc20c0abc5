import { expect, test } from 'vitest';
import { changed } from './posture/change.ts';
import { mistakes } from './posture/classes.ts';
import { judgedIn, lines } from './posture/judge.ts';
import { likeningOf } from './posture/scalars.ts';
import { rules } from './rules/all.ts';
import { environments } from './snapshot.ts';
import { worldOf } from './world.ts';

const worlds = new Map(environments.map((name) => [name, worldOf(name)]));

test('at most two in five lines of the table have no bearing on security', () => {
  const bare = lines.filter(({ why }) => why.startsWith('no bearing on security'));
  expect(lines.length).toBeGreaterThan(800);
  expect(bare.length / lines.length).toBeLessThan(0.4);
});

test('no line of the table is about nothing', () => {
  const used = new Set<unknown>();
  for (const { resources } of worlds.values()) {
    const likening = likeningOf(resources);
    for (const resource of resources)
      for (const { line, value } of judgedIn(resource, likening)) if (value !== null) used.add(line);
  }
  expect(lines.filter((line) => !used.has(line)).map(({ type, path }) => `${type} ${path}`)).toEqual([]);
});

test('what is deployed after the code is as the table says', () => {
  expect(worlds.get('events')?.resources.length).toBe(3);
  for (const rule of [rules.expectedValues, rules.rightReferences])
    expect(rule(worldOf('events')).filter((finding) => !finding.includes('there is none to look at'))).toEqual([]);
});

const seeing = ['expectedValues', 'rightReferences', 'ordersAreClear', 'opennessAsTold', 'kindsOfPrincipals'] as const;

const named = mistakes.map(([what, of, at, to, name = 'everything']) => ({ what, of, at, to, name }));

test.each(named)('$what: a finding names resource, property and value', ({ of, at, to, name }) => {
  const world = worldOf(name);
  const found = world.resources.find(({ id }) => of.test(id));
  if (found === undefined) throw new Error(`nothing is called ${of}`);
  const mistaken = changed(found, at, to);
  const resources = world.resources.map((one) => (one === found ? mistaken : one));
  const findings = seeing.flatMap((rule) => rules[rule]({ ...world, resources }));
  const { alike } = likeningOf(world.resources);
  const short = alike(found.id);
  const property = at.findLast((step) => typeof step === 'string') ?? '';
  const value = typeof to === 'object' || to === undefined ? '' : alike(String(to)).slice(0, 40);
  const telling = findings.filter(
    (finding) =>
      (finding.includes(short) || finding.includes(found.name)) &&
      finding.includes(property) &&
      finding.includes(value),
  );
  expect(telling, findings.join('\n')).not.toEqual([]);
});
