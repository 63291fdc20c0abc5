import { messageOf } from '../../src/domain/base/errors.ts';
import { verifyFolder } from '../audit/verify-folder.ts';
import type { Cli } from '../deploy/cli.ts';
import { type App, type AppState, readAppState } from './app-state.ts';
import type { Around } from './around.ts';
import { accountOf, brand, type EnvironmentName, groupsOf, leftoversOf, ofType, suffixOf } from './belongings.ts';
import { whatItCosts } from './costs.ts';
import { whatStays } from './empty-datasets.ts';
import { lossesOf, obstaclesOf, remainsOf } from './judge.ts';
import { readSubscription, type Standing } from './read-environment.ts';
import { exportRecords, hasRecords } from './records.ts';
import { removeDevices, removeLeftovers } from './remove.ts';
import { removeGroups } from './remove-groups.ts';

/** What a person asked for. */
export interface Wishes {
  readonly environment: EnvironmentName;
  /** Says what would be lost and what is in the way, and does nothing. */
  readonly planOnly: boolean;
  /** Where the copy of audit and receipts goes. */
  readonly records: string;
  readonly evenWithOperations: boolean;
  readonly evenWithoutRecords: boolean;
  /** So long it waits at most for the links of the apps to leave their subnets. */
  readonly linkMinutes: number;
}

/** Something stands in the way; the message says what and what to do. Nothing was removed by the step that throws it. */
export class Refused extends Error {}

/**
 * Removes an environment. Says first what will be lost, and goes on only after the name was typed. A second run goes on where the
 * first ended. Gives what could not be removed, a sentence each.
 */
export async function tearDown(around: Around, wishes: Wishes): Promise<readonly string[]> {
  const { cli, say } = around;
  const { environment } = wishes;
  const standing = await readSubscription(cli, environment.subscription);
  const app = appOf(standing, environment);
  const state = await stateOf(cli, app, wishes);
  say(`Of the environment ${environment.name} this will be lost:`);
  for (const loss of lossesOf(standing, environment, state)) say(`- ${loss}`);
  const obstacles = state === undefined ? [] : obstaclesOf(state, wishes.evenWithOperations);
  for (const obstacle of obstacles) say(`! ${obstacle}`);
  if (wishes.planOnly) return remainsOf(standing, environment);
  if (obstacles.length > 0) throw new Refused('Nothing was removed: see the lines above that begin with !.');
  if (!(await around.confirm(environment.name)))
    throw new Refused(`Nothing was removed: what was typed is not '${environment.name}'.`);
  await saveRecords(around, wishes, standing, app);
  const stays = await whatStays(around, standing, environment);
  const { linkMinutes } = wishes;
  const refused = await removeGroups({ around, standing, environment, linkMinutes }, stays.length > 0);
  const suffix = suffixOf(standing, environment);
  const left = await readSubscription(cli, environment.subscription);
  for (const line of whatItCosts(left, environment)) say(line);
  return [
    ...stays,
    ...refused,
    ...(await removeRest(around, environment, left, suffix)),
    ...remainsOf(left, environment),
  ];
}

/** The rest goes when no group is left: policies and roles that something still uses are refused by Azure. */
async function removeRest(
  around: Around,
  environment: EnvironmentName,
  left: Standing,
  suffix: string | undefined,
): Promise<readonly string[]> {
  const groups = groupsOf(left, environment);
  if (groups.length > 0)
    return [
      ...groups.map((group) => `The resource group ${group} is still there, with what it costs`),
      ...leftoversOf(left, environment).map(
        ({ what }) => `${what}: goes with the last group. Run the same command again then`,
      ),
    ];
  return [
    ...(await removeLeftovers(around, leftoversOf(left, environment))),
    ...(suffix === undefined ? [] : await removeDevices(around, suffix)),
  ];
}

function appOf(standing: Standing, environment: EnvironmentName): App | undefined {
  const [site] = ofType(standing, environment, 'Microsoft.Web/sites');
  const registration = standing.applications.find(({ displayName }) => displayName === brand(environment));
  return site && registration
    ? { address: `https://${site.name}.azurewebsites.net`, clientId: registration.appId }
    : undefined;
}

async function stateOf(cli: Cli, app: App | undefined, wishes: Wishes): Promise<AppState | undefined> {
  try {
    return app && (await readAppState(cli, app));
  } catch (error) {
    if (wishes.evenWithOperations) return undefined;
    throw new Refused(
      `Nothing was removed: the control plane does not say what is on its way (${messageOf(error)}). Sign in as somebody with the role Ops.Reader, or add --even-with-operations`,
    );
  }
}

async function saveRecords(
  { cli, say }: Around,
  { environment, records, evenWithoutRecords }: Wishes,
  standing: Standing,
  app: App | undefined,
): Promise<void> {
  const account = accountOf(standing, environment, 'stctl');
  if (account === undefined) return;
  const problems = await problemsOfRecords(cli, app, account, records);
  for (const problem of problems) say(`! ${problem}`);
  if (problems.length === 0) say(`audit and receipts lie in ${records}, and the copy is intact`);
  else if (!evenWithoutRecords)
    throw new Refused(
      'Nothing was removed: there is no intact copy of audit and receipts. Mend it, or add --even-without-records',
    );
}

async function problemsOfRecords(
  cli: Cli,
  app: App | undefined,
  account: string,
  folder: string,
): Promise<readonly string[]> {
  if (app === undefined)
    return hasRecords(folder)
      ? (await verifyFolder(folder)).problems
      : [`The control plane is gone, and ${folder} holds no copy`];
  try {
    return await exportRecords(cli, app, account, folder);
  } catch (error) {
    return [
      `Audit and receipts could not be copied: ${messageOf(error)}. Their account has no public address: run this on a desktop of the environment, as somebody with Storage Blob Data Reader and Storage Table Data Reader on ${account}`,
    ];
  }
}
