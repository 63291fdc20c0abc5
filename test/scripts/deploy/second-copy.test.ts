import { expect, test } from 'vitest';
import { beforeProvision } from '../../../scripts/deploy/before-provision.ts';
import type { Cli } from '../../../scripts/deploy/cli.ts';
import { messageOf } from '../../../src/domain/base/errors.ts';
import { readyCli, readySettings } from './ready-azure.ts';
import { guid } from './scripted-cli.ts';

const now = new Date('2026-11-26T10:00:00Z');
const there = guid('9');
const settings = { ...readySettings, SECOND_COPY_LOCATION: 'northeurope', SECOND_COPY_SUBSCRIPTION: there };
const registered = ['Microsoft.Network', 'Microsoft.Storage'].map((namespace) => ({ namespace, state: 'Registered' }));
const owner = { actions: ['*'], notActions: [] };

/** What the subscription of the copy answers, by a word of the question. */
const ready = {
  'locations?': { value: [{ name: 'westeurope' }, { name: 'northeurope' }] },
  'permissions?': { value: [{ actions: ['*/read'], notActions: [] }, owner] },
  'provider list': registered,
  'policy assignment list': [],
};

type Answers = Partial<Record<keyof typeof ready, unknown>>;

/** Why a deployment is refused, and what the subscription of the copy was asked. */
async function refusals(answers: Answers = {}, changed: Readonly<Record<string, string>> = {}) {
  const { cli } = readyCli();
  const asked: string[] = [];
  const both: Cli = async (program, args) => {
    const line = [program, ...args].join(' ');
    if (!line.includes(there)) return await cli(program, args);
    asked.push(line);
    const found: unknown = Object.entries({ ...ready, ...answers }).find(([word]) => line.includes(word))?.[1];
    if (found instanceof Error) throw found;
    return JSON.stringify(found);
  };
  const error = await beforeProvision(both, { ...settings, ...changed }, now).then(() => undefined, messageOf);
  return { problems: error?.split('\n').slice(1) ?? [], asked };
}

test('a second copy goes into another subscription that is in order, which is asked and not changed', async () => {
  const { problems, asked } = await refusals();
  expect(problems).toEqual([]);
  expect(asked).toHaveLength(Object.keys(ready).length);
  expect(asked.filter((line) => !/--method GET| list /.test(line))).toEqual([]);
});

const contributor = {
  actions: ['*'],
  notActions: ['Microsoft.Authorization/*/Write', 'Microsoft.Authorization/*/Delete'],
};
const accessOnly = { actions: ['*/read', 'Microsoft.Authorization/*'], notActions: [] };
const locationsAllowed = {
  name: 'central',
  scope: `/subscriptions/${there}`,
  policyDefinitionId: '/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c',
  parameters: { listOfAllowedLocations: { value: ['westeurope'] } },
};

test.each<readonly [string, Answers, Readonly<Record<string, string>>, RegExp]>([
  [
    'a subscription that is none',
    {},
    { SECOND_COPY_SUBSCRIPTION: 'backup' },
    /SECOND_COPY_SUBSCRIPTION is 'backup' .*GUID/,
  ],
  ['a subscription without a region', {}, { SECOND_COPY_LOCATION: '' }, /SECOND_COPY_LOCATION is not set/],
  ['a region with blanks', {}, { SECOND_COPY_LOCATION: 'North Europe' }, /SECOND_COPY_LOCATION is 'North Europe'/],
  ['a region that is not there', {}, { SECOND_COPY_LOCATION: 'norwayeast' }, /has no region 'norwayeast'/],
  [
    'somebody who may give no roles there',
    { 'permissions?': { value: [contributor] } },
    {},
    /may not do Microsoft.Authorization\/roleDefinitions\/write, .*Ask for the role Owner/,
  ],
  [
    'somebody who may give roles there and make nothing',
    { 'permissions?': { value: [accessOnly] } },
    {},
    /may not do Microsoft.Resources\/subscriptions\/resourceGroups\/write/,
  ],
  [
    'a provider that is unknown there',
    { 'provider list': registered.slice(1) },
    {},
    /az provider register --namespace Microsoft.Network --subscription .*9999/,
  ],
  [
    'another region by policy',
    { 'policy assignment list': [locationsAllowed] },
    {},
    /allows no resources in northeurope/,
  ],
  [
    'a subscription of strangers',
    { 'locations?': new Error('SubscriptionNotFound') },
    {},
    /Nobody could look at the place of the second copy. SubscriptionNotFound/,
  ],
])('before-provision refuses %s, and nothing else', async (_, answers, changed, text) => {
  const { problems } = await refusals(answers, changed);
  expect(problems[0]).toMatch(text);
  expect(problems.length).toBeLessThanOrEqual(2);
});

test('who may both contribute and give roles may provision, whichever of the roles says so', async () => {
  expect((await refusals({ 'permissions?': { value: [contributor, accessOnly] } })).problems).toEqual([]);
});
