import { expect, test } from 'vitest';
import { readDeployed } from '../../../scripts/deploy/cli.ts';
import type { Answer, Outcome, StepAnywhere, StepId, StepOnAzure, Subscription } from '../../../scripts/verify/step.ts';
import { steps } from '../../../scripts/verify/steps/all.ts';
import { watched } from '../../../scripts/verify/watch.ts';
import { guid, outputs } from '../deploy/scripted-cli.ts';
import { type Scripted, worldOf } from './scripted-world.ts';

const ok = (body: unknown): Answer => ({ status: 200, text: JSON.stringify(body) });
const refusal = (status: number, code?: string): Answer => ({ status, code, text: '' });

/** A subscription that answers as it is told; `az` answers one thing or fails. */
function subscription(
  scripted: Scripted,
  az: unknown = {},
): Subscription & { readonly asked: readonly { url: string }[] } {
  return {
    ...worldOf(scripted),
    deployed: readDeployed(outputs),
    person: guid('7'),
    cli: async () => {
      if (az instanceof Error) throw az;
      return JSON.stringify(az);
    },
  };
}

function stepOf(id: StepId): StepAnywhere | StepOnAzure {
  const step = steps.find((one) => one.id === id);
  if (step === undefined) throw new Error(`there is no step ${id}`);
  return step;
}

const usages = (...names: string[]) =>
  ok({ value: names.map((value) => ({ name: { value }, currentValue: 0, limit: 10 })) });
const learning = 'Standard DSv2 Family Cluster Dedicated vCPUs';
const rules = ok({ value: [{ name: 'alert', properties: { criteria: { allOf: [{ query: 'AppTraces | count' }] } } }] });
const logs = { '/workspaces/log-x?': ok({ properties: { customerId: 'c' } }) };
const topic = ok({ identity: { principalId: guid('8') } });
const counted = (total: number) => ok({ value: [{ timeseries: [{ data: [{ total }] }] }] });
const events = {
  '/metrics?': counted(2),
  'GET https://management.azure.com/subscriptions/00000000-0000-4000-8000-111111111111/resourceGroups/rg-research-control/providers/Microsoft.EventGrid/systemTopics/egst-public-x?':
    topic,
  '/eventSubscriptions/': ok({ properties: { provisioningState: 'Succeeded' } }),
};
const calls = (success: string) => ({ ...logs, '/query': ok({ tables: [{ rows: [[success, 3]] }] }) });

type Case = readonly [StepId, string, Record<string, Answer>, Outcome['verdict'], RegExp, unknown?];

const cases: readonly Case[] = [
  [
    'quota',
    'the names that are looked for',
    {
      'Microsoft.Compute/': usages('cores', 'standardDDSv5Family'),
      'Microsoft.MachineLearningServices/': usages(learning),
    },
    'confirmed',
    /cores: 0 of 10/,
  ],
  [
    'quota',
    'other names',
    { 'Microsoft.Compute/': usages('cores'), 'Microsoft.MachineLearningServices/': usages(learning) },
    'refuted',
    /has no quota standardDDSv5Family/,
  ],
  [
    'base-image',
    'an image',
    {},
    'confirmed',
    /ubuntu-24.04: Active/,
    { imageDeprecationStatus: { imageState: 'Active' } },
  ],
  [
    'base-image',
    'an image that is withdrawn',
    {},
    'refuted',
    /is withdrawn/,
    { imageDeprecationStatus: { imageState: 'Deprecated' } },
  ],
  ['base-image', 'no image', {}, 'refuted', /is not offered in westeurope/, new Error('(NotFound) VMImage')],
  [
    'closed-doors',
    '403 from all',
    { windows: refusal(403, 'AuthorizationFailure'), vault: refusal(403) },
    'confirmed',
    /stsecx.* 403 AuthorizationFailure/,
  ],
  [
    'closed-doors',
    'a list of containers',
    { windows: ok({}), vault: refusal(403) },
    'refuted',
    /stsecx\.blob\.core\.windows\.net answered 200/,
  ],
  ['condition-size', 'one character too many', {}, 'refuted', /8193 characters were answered 200/],
  [
    'queries',
    'rows',
    { ...logs, scheduledQueryRules: rules, '/query': ok({ tables: [] }) },
    'confirmed',
    /1 queries were answered/,
  ],
  [
    'queries',
    'a table that is not there',
    { ...logs, scheduledQueryRules: rules, '/query': refusal(400, 'BadArgumentError') },
    'refuted',
    /alert was answered 400 BadArgumentError/,
  ],
  ['event-through-firewall', 'a delivery', events, 'confirmed', /2 deliveries/],
  ['event-through-firewall', 'nothing', { ...events, '/metrics?': counted(0) }, 'unchecked', /no delivery was counted/],
  [
    'event-through-firewall',
    'a failed subscription',
    { ...events, '/eventSubscriptions/': ok({ properties: { provisioningState: 'Failed' } }) },
    'refuted',
    /ended as Failed/,
  ],
  ['dead-letter', 'a dead letter', events, 'confirmed', /2 dead letters/],
  ['dead-letter', 'none', { ...events, '/metrics?': counted(0) }, 'unchecked', /no dead letter was counted/],
  ['first-event', 'calls that succeed', { ...events, ...calls('True') }, 'confirmed', /the trigger succeeded/],
  ['first-event', 'calls that fail', { ...events, ...calls('False') }, 'refuted', /failed 3 times/],
  [
    'first-event',
    'no call',
    { ...events, ...logs, '/query': ok({ tables: [{ rows: [] }] }) },
    'unchecked',
    /none in the logs/,
  ],
  [
    'path-condition',
    'anything for another project',
    { '/alpha': refusal(201) },
    'refuted',
    /another project was answered 200/,
  ],
  ['storage-version', 'rows for a version that there is not', {}, 'refuted', /there is not was answered 200/],
  ['remembered-limits', '200', {}, 'refuted', /an account key Azure answered 200/],
];

const named = cases.map(([id, what, answers, verdict, seen, az]) => ({ id, what, answers, verdict, seen, az }));

test.each(named)('$id, answered $what, is told as it is', async ({ id, answers, verdict, seen, az }) => {
  const outcome = await stepOf(id).run(subscription({ answers }, az));
  expect(outcome).toMatchObject({ verdict });
  expect(outcome.seen).toMatch(seen);
});

test.each(steps)('services that are away say nothing by $id', async (step) => {
  // Every address has a colon.
  const world = watched(subscription({ answers: { ':': refusal(503) } }, new Error('az failed: 503')), () => {});
  const outcome = await step.run(world).catch(() => undefined);
  expect(outcome?.verdict ?? 'unchecked').toBe('unchecked');
});
