import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { rules } from './rules/all.ts';

const root = new URL('../../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');

test('deployments on the subscription are named after their environment, so that a second one can stand beside it', () => {
  const folder = new URL('../../infra/', import.meta.url);
  const layers = readdirSync(new URL('layers/', folder)).map((file) => `layers/${file}`);
  const fixed = ['main.bicep', ...layers].flatMap((file) =>
    [...readFileSync(new URL(file, folder), 'utf8').matchAll(/^module \w+ .*\n {2}name: '([^'$]*)'$/gm)].map(
      ([, name]) => `${file}: ${name}`,
    ),
  );
  expect(fixed).toEqual([]);
});

test('the table of the architecture names every layer and module, every rule that it mentions is there', () => {
  const table = read('docs/architecture.md');
  const parts = ['layers', 'modules'].flatMap((folder) =>
    readdirSync(new URL(`infra/${folder}/`, root)).map((file) => `${folder}/${file}`),
  );
  expect(parts.filter((file) => !table.includes(file))).toEqual([]);
  const unmentioned = Object.keys(rules).filter((rule) => !table.includes(rule));
  expect(unmentioned).toEqual([]);
});

test('no text that the deployment needs may be empty', () => {
  const main = read('infra/main.bicep').matchAll(/((?:@.*\n)+)param (\w+) string\n/g);
  const types = read('infra/modules/types.bicep').matchAll(/^type (?:mailServer|managedMail) = \{\n([\s\S]*?)^\}/gm);
  const properties = [...types].flatMap(([, body = '']) => [...body.matchAll(/((?: +@.*\n)+) +(\w+): string\n/g)]);
  const needed = [...main, ...properties];
  expect(needed.map(([, , name]) => name)).toEqual(
    expect.arrayContaining(['contact', 'location', 'host', 'user', 'from']),
  );
  expect(
    needed.filter(([, decorators]) => !/@minLength\([1-9]/.test(decorators ?? '')).map(([, , name]) => name),
  ).toEqual([]);
});

test('the hooks of azure.yaml are hooks that the script knows', () => {
  const script = read('scripts/deploy.ts');
  const named = [
    ...read('azure.yaml').matchAll(/run: npm (?:--prefix \.\.\/\.\. )?run --silent deploy -- ([a-z-]+)/g),
  ].map(([, name]) => name);
  expect(new Set(named).size).toBe(8);
  expect(named.filter((name) => !script.includes(`'${name}':`))).toEqual([]);
});
