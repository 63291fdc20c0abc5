import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { bicep, findBicep } from '../../../scripts/bicep.ts';
import { parametersOf, readParameters } from '../../../scripts/deploy/parameters.ts';
import { settingProblems } from '../../../scripts/deploy/setting-rules.ts';
import { guid } from './scripted-cli.ts';

const read = (file: string): string => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');
const parameters = readParameters();

test('azd can set every parameter of the template but the name of the round, by a setting of the same name', () => {
  const declared = [...read('infra/main.bicep').matchAll(/^param (\w+) /gm)].map(([, name]) => name);
  expect(parameters.map(({ name }) => name)).toEqual(declared);
  expect(parameters.filter(({ settings }) => settings.length === 0).map(({ name }) => name)).toEqual(['round']);
  const ofAzd = { environmentName: 'AZURE_ENV_NAME', location: 'AZURE_LOCATION' };
  for (const { name, settings } of parameters.filter((parameter) => parameter.settings.length === 1))
    expect(settings[0]?.name).toBe(
      Reflect.get(ofAzd, name) ?? name.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase(),
    );
});

test('the page of the settings has a row for each setting, with its default and what it is for', () => {
  const page = read('docs/parameters.md');
  for (const { settings, description } of parameters) {
    for (const { name } of settings) expect(page).toContain(`\`${name}\``);
    if (settings.length > 0) expect(page).toContain(description.replace(/^\w+\. /, '').replaceAll('|', '\\|'));
  }
  expect(page).toMatch(
    /^\| `AUDIT_DAYS` +\| `2555` +\| Days that the audit is kept .*\(a number\) +\| `auditDays` +\|$/m,
  );
  expect(page).toMatch(/^\| `CONTACT` +\| needed /m);
  expect(page).toMatch(/^\| `RANGES` +\| `\{"hub":"10\.40\.0\.0\/22",/m);
});

test('a parameter is read with what it may be and how its settings are read', () => {
  const template = `@description('Optional. A person\\'s choice.')
@metadata({ a: { b: 'c' } })
param choice 'this' | 'that' = 'this'

@description('Conditional. Both.')
param both { one: string, other: string }?
`;
  const assignments = `param choice = any(text(readEnvironmentVariable('CHOICE', '')))
param both = empty(readEnvironmentVariable('ONE', ''))
  ? null
  : { one: readEnvironmentVariable('ONE', ''), other: text(readEnvironmentVariable('OTHER', '')) ?? 'x' }
`;
  expect(parametersOf(template, assignments)).toEqual([
    {
      name: 'choice',
      description: "Optional. A person's choice.",
      values: ['this', 'that'],
      fallback: 'this',
      settings: [{ name: 'CHOICE', kind: 'text' }],
    },
    {
      name: 'both',
      description: 'Conditional. Both.',
      values: [],
      fallback: undefined,
      settings: [
        { name: 'ONE', kind: 'text' },
        { name: 'OTHER', kind: 'text' },
      ],
    },
  ]);
});

/** A value of each kind, as azd would hand it over. */
const examples = { text: 'text', flag: 'True', whole: '7', list: '["192.0.2.0/24"]', record: '{"a":"b"}' };
const values = { text: 'text', flag: true, whole: 7, list: ['192.0.2.0/24'], record: { a: 'b' } };

const compiler = findBicep();
test.skipIf('missing' in compiler)(
  'the compiler makes of each setting a value of its kind, and nothing of one that is not set, without a finding',
  async () => {
    if ('missing' in compiler) throw new Error(compiler.missing);
    const set = parameters.filter(({ name }) => name !== 'mail' && !['contact', 'entraClientId'].includes(name));
    const settings = Object.fromEntries(
      set.flatMap(({ values: [first], settings: [setting] }) =>
        setting ? [[setting.name, first ?? examples[setting.kind]]] : [],
      ),
    );
    const { code, stdout, stderr } = await bicep(compiler.path, ['build-params', 'infra/main.bicepparam', '--stdout'], {
      ...settings,
      SMTP_HOST: 'smtp.hospital.org',
      SMTP_PASSWORD: 'spring-rain',
    });
    expect([code, stderr.replaceAll(/^WARNING: .*\n?/gm, '')]).toEqual([0, '']);
    const outer = z.object({ parametersJson: z.string() }).parse(JSON.parse(stdout));
    const given = z
      .object({ parameters: z.record(z.string(), z.object({ value: z.unknown() })) })
      .parse(JSON.parse(outer.parametersJson)).parameters;
    for (const {
      name,
      values: [first],
      settings: [setting],
    } of set)
      if (setting) expect([name, given[name]?.value]).toEqual([name, first ?? values[setting.kind]]);
    expect(given['contact']?.value).toBeNull();
    expect(given['mail']?.value).toEqual({
      host: 'smtp.hospital.org',
      port: '587',
      security: 'starttls',
      user: null,
      from: null,
      perMinute: null,
      perHour: null,
    });
    expect(outer.parametersJson).not.toContain('spring-rain');
  },
  // As long as the compiler takes beside other work.
  300_000,
);

test('the values that the test gives are values that the hook takes', () => {
  const set = { ACCESS: 'vpn', VPN_AUDIENCE: guid('1'), STORAGE_SKU: 'Standard_GZRS', GROUPS_CLAIM: 'off' };
  const about = Object.keys(set).map((name) => new RegExp(`^${name} `));
  const wrong = (settings: object) =>
    settingProblems({ ...settings }, parameters).filter((text) => about.some((name) => name.test(text)));
  expect(wrong(set)).toEqual([]);
  expect(wrong({ ...set, STORAGE_SKU: 'Premium_LRS', GROUPS_CLAIM: 'no' })).toHaveLength(2);
});
