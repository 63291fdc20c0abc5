import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { messageOf } from '../../src/domain/base/errors.ts';
import { lookAtBaseImage } from './base-image.ts';
import type { Cli } from './cli.ts';
import { definitionsProblems } from './definitions.ts';
import { hubProblems, judgeNeighbours, readNeighbours } from './hub.ts';
import {
  type Feature,
  features,
  judgeCores,
  judgeDeletedVaults,
  judgeDeletedWorkspaces,
  judgeFeature,
  judgeMachineLearningCores,
  judgePolicies,
  judgeRegion,
  judgeSubscription,
  unregistered,
} from './judge-subscription.ts';
import { readParameters } from './parameters.ts';
import { rangeProblems } from './ranges.ts';
import {
  readDeletedVaults,
  readDeletedWorkspaces,
  readFeature,
  readMachineLearningUsages,
  readPolicies,
  readProviders,
  readRegions,
  readSubscriptionId,
  readUsages,
} from './read-subscription.ts';
import { judgeCopyPlace, readCopyPlace } from './second-copy.ts';
import { type Settings, settingProblems } from './setting-rules.ts';
import { wallProblems } from './walls.ts';

/** What has to be put right before a deployment: one message that names all of it. */
export class NotReady extends Error {
  override readonly name = 'NotReady';

  constructor(problems: readonly string[]) {
    const list = problems.map((problem, index) => `${index + 1}. ${problem}`);
    super(
      `Nothing was deployed. ${problems.length === 1 ? 'One thing has' : `${problems.length} things have`} to be put right first:\n${list.join('\n')}`,
    );
  }
}

/**
 * Throws one error that names everything that would stop the deployment, now and not after an hour: what is set, and what the
 * subscription lets us do. Registers the resource providers that the questions and the templates need.
 */
export async function requireReadiness(cli: Cli, settings: Settings): Promise<void> {
  const problems = [
    ...settingProblems(settings, readParameters()),
    ...rangeProblems(settings),
    ...hubProblems(settings),
    ...wallProblems(settings),
    ...(await definitionsProblems(settings)),
    ...(await subscriptionProblems(cli, settings)),
  ];
  if (problems.length > 0) throw new NotReady(problems);
}

async function subscriptionProblems(cli: Cli, settings: Settings): Promise<string[]> {
  const { AZURE_SUBSCRIPTION_ID: subscription, AZURE_LOCATION: region } = settings;
  if (!subscription || !region) return [];
  // Without the right sign-in every other answer would be the same refusal, or about another subscription.
  const first = await judged('which subscription az uses', readSubscriptionId(cli), (id) =>
    judgeSubscription(id, settings),
  );
  if (first.length > 0) return first;
  const refused = await judged('the resource providers', registerProviders(cli), (problems) => problems);
  const rest = await Promise.all([
    judged('the regions', readRegions(cli), (regions) => judgeRegion(regions, settings)),
    judged('the quota of machines', readUsages(cli, region), (usages) => judgeCores(usages, settings)),
    judged('the quota of Machine Learning', readMachineLearningUsages(cli, subscription, region), (usages) =>
      judgeMachineLearningCores(usages, settings),
    ),
    judged('deleted vaults', readDeletedVaults(cli), (vaults) => judgeDeletedVaults(vaults, settings)),
    lookAtDeletedWorkspaces(cli, subscription, settings),
    lookAtBaseImage(cli, region, settings),
    judged('the hub', readNeighbours(cli, settings), (neighbours) => judgeNeighbours(neighbours, settings)),
    judged('the place of the second copy', readCopyPlace(cli, settings), judgeCopyPlace),
    ...features.filter(({ needed }) => needed(settings)).map((feature) => lookAtFeature(cli, feature)),
    judged('the policies of the subscription', readPolicies(cli), (assignments) =>
      judgePolicies(assignments, { region, types: deployedTypes() }),
    ),
  ]);
  return [...refused, ...rest.flat()];
}

/** What is wrong with an answer; that there is none is wrong too. */
async function judged<Answer>(what: string, answer: Promise<Answer>, judge: (answer: Answer) => string[]) {
  try {
    return judge(await answer);
  } catch (error) {
    return [`Nobody could look at ${what}. ${messageOf(error)}`];
  }
}

/** Azure forgets a feature once everybody has it. */
async function lookAtFeature(cli: Cli, feature: Feature): Promise<string[]> {
  const problems = await judged(
    `the feature ${feature.name}`,
    readFeature(cli, feature.namespace, feature.name),
    (state) => judgeFeature(feature, state),
  );
  return problems.filter((problem) => !problem.includes('(FeatureNotFound)'));
}

/** Not every subscription has this list; then somebody is told to look, since it is no reason to stop. */
async function lookAtDeletedWorkspaces(cli: Cli, subscription: string, settings: Settings): Promise<string[]> {
  try {
    return judgeDeletedWorkspaces(await readDeletedWorkspaces(cli, subscription), settings);
  } catch (error) {
    console.log(
      `nobody has looked for deleted workspaces of Machine Learning (the portal shows them under "Recently deleted"): ${messageOf(error)}`,
    );
    return [];
  }
}

/** Registers what the subscription does not know yet; what was refused is given back. */
async function registerProviders(cli: Cli): Promise<string[]> {
  const problems: string[] = [];
  for (const namespace of unregistered(await readProviders(cli))) {
    try {
      await cli('az', ['provider', 'register', '--namespace', namespace, '--wait']);
    } catch (error) {
      problems.push(`The resource provider ${namespace} could not be registered. ${messageOf(error)}`);
    }
  }
  return problems;
}

const expanded = z.object({
  predictedResources: z.array(z.object({ type: z.string(), location: z.string().optional() })),
});

/** The types of resources that have a place: policies about types look at those. */
function deployedTypes(): string[] {
  const file = new URL('../../infra/environments/default.snapshot.json', import.meta.url);
  const { predictedResources } = expanded.parse(JSON.parse(readFileSync(file, 'utf8')));
  const placed = predictedResources.filter(({ location }) => location !== undefined).map(({ type }) => type);
  return [...new Set(placed)].sort();
}
