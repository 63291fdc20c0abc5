import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { ask, type Cli, type Deployed } from '../../deploy/cli.ts';
import { readParameters } from '../../deploy/parameters.ts';
import { send } from '../http.ts';
import type { Subscription } from '../step.ts';
import { keptUrl } from './kept-account.ts';
import { project } from './settings.ts';

const given = z.object({ accessToken: z.string() });
const audiences: readonly (readonly [host: RegExp, audience: string])[] = [
  [/\.(blob|table)\.core\.windows\.net$/, 'https://storage.azure.com'],
  [/\.vault\.azure\.net$/, 'https://vault.azure.net'],
  [/^api\.loganalytics\.azure\.com$/, 'https://api.loganalytics.azure.com'],
];

/** A subscription with a trial in it, asked by whoever is signed in to `az`. */
export function subscriptionWorld(cli: Cli, deployed: Deployed, person: string): Subscription {
  const { AZURE_SUBSCRIPTION_ID: subscription, DATA_FACTORY_NAME: factory } = deployed;
  const account = deployed.DATA_ACCOUNTS.find((name) => name !== deployed.SECURE_ACCOUNT) ?? '';
  const tokens = new Map<string, string>();
  const tokenFor = async (url: string): Promise<string> => {
    const { hostname } = new URL(url);
    const audience = audiences.find(([host]) => host.test(hostname))?.[1] ?? 'https://management.azure.com';
    const kept = tokens.get(audience);
    if (kept !== undefined) return kept;
    const { accessToken } = await ask(cli, given, ['account', 'get-access-token', '--resource', audience]);
    tokens.set(audience, accessToken);
    return accessToken;
  };
  return {
    ...{ cli, deployed, person },
    places: {
      ...{ arm: 'https://management.azure.com', subscription, region: deployed.AZURE_LOCATION },
      factory: `/subscriptions/${subscription}/resourceGroups/${deployed.CONTROL_RESOURCE_GROUP}/providers/Microsoft.DataFactory/factories/${factory}`,
      publicBlobs: `https://${account}.blob.core.windows.net`,
      tables: `https://${account}.table.core.windows.net`,
      storageVersion: readParameters().find(({ name }) => name === 'storageApiVersion')?.fallback ?? '',
      ...{ project, otherProject: 'another' },
      kept: { url: keptUrl(deployed), copy: 'verify-copy', remove: 'verify-retract' },
    },
    ask: async (asked) => await send(asked, isOurs(asked.url) ? await tokenFor(asked.url) : ''),
    pause: async () => await pause(15_000),
    now: () => new Date(),
    secrets: () => [...tokens.values()],
  };
}

/** The app and its SCM site get no token of Azure's. */
const isOurs = (url: string): boolean => !new URL(url).hostname.endsWith('.azurewebsites.net');
