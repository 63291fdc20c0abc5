import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);

/** Modules that are deployed to the subscription, by name: those of a subscription's file that name no group, and those that say so. */
function subscriptionModules(text: string): { module: string; name: string }[] {
  const whole = /^targetScope = 'subscription'/m.test(text);
  return text
    .split(/^(?=module )/m)
    .slice(1)
    .filter((block) => (whole ? !block.includes('scope: resourceGroup(') : block.includes('scope: subscription()')))
    .map((block) => ({
      module: /^module (\w+)/.exec(block)?.[1] ?? '',
      name: /^ +name: (.+)$/m.exec(block)?.[1] ?? '',
    }));
}

test('each deployment to the subscription has a name of its environment: two regions must not meet in one', () => {
  const files = globSync('infra/**/*.bicep', { cwd: root });
  const found = files.flatMap((file) => subscriptionModules(readFileSync(new URL(file, root), 'utf8')));
  expect(found.length).toBeGreaterThan(8);
  expect(found.filter(({ name }) => !/oken\}/.test(name))).toEqual([]);
});
