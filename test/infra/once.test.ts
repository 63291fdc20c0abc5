import { globSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const modules = new URL('../../infra/modules/', import.meta.url);

/** Each declaration of a file, from its decorators to the next one. */
const declarations = (text: string): string[] => text.split(/\n\n(?=[@\w/])/);

test('a host whose password is drawn anew is made only once, and so are what needs it switched on and templates of images', () => {
  const again = readdirSync(modules).flatMap((file) =>
    declarations(readFileSync(new URL(file, modules), 'utf8'))
      .filter((text) => /^resource \w+ 'Microsoft\.(?:Compute\/virtualMachines|VirtualMachineImages\/)/m.test(text))
      .filter((text) => !/^resource \w+ \S+ existing/m.test(text) && !/^@onlyIfNotExists\(\)$/m.test(text))
      .map((text) => `${file}: ${/resource \w+/.exec(text)}`),
  );
  expect(again).toEqual([]);
});

test('the id of each of Azure’s own roles stands in roles.json and in no template', () => {
  const roles = JSON.parse(readFileSync(new URL('../roles.json', modules), 'utf8')).builtInRoles;
  const known = new RegExp(Object.values(roles).join('|'));
  const files = globSync('**/*.bicep', { cwd: new URL('../', modules) });
  expect(files.length).toBeGreaterThan(50);
  expect(files.filter((file) => known.test(readFileSync(new URL(`../${file}`, modules), 'utf8')))).toEqual([]);
});

test('a host is registered only with the mark that hardening leaves at its very end', () => {
  const script = (name: string) => readFileSync(new URL(`../desktop/${name}.ps1`, modules), 'utf8');
  const harden = script('harden');
  const mark = /^\$mark = ('.+')$/m.exec(harden)?.[1] ?? '';
  expect(mark).not.toBe('');
  expect(harden.trimEnd().split('\n').at(-1)).toBe('New-Item -Path $mark | Out-Null');
  const refusal = script('register').indexOf(`if (-not (Test-Path ${mark})) { throw`);
  expect(refusal).toBeGreaterThan(-1);
  expect(refusal).toBeLessThan(script('register').indexOf('exit 0'));
});
