import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readParameters } from '../deploy/parameters.ts';
import { send } from './http.ts';
import type { Trial } from './run.ts';
import type { Asked, World } from './step.ts';

const account = z.looseObject({ public: z.url(), secure: z.url(), control: z.url() });
/** Where the stand-ins say that they are (local/azure/endpoints.ts). */
const endpoints = z.object({
  blobUrls: account,
  tableUrls: account,
  armUrl: z.url(),
  subscription: z.guid(),
  entraUrl: z.url(),
  identityEndpoint: z.url(),
  identityHeader: z.string(),
  identities: z.record(z.string(), z.string()),
  caFile: z.string(),
});
type Endpoints = z.infer<typeof endpoints>;
const given = z.object({ access_token: z.string() });
const standIns = fileURLToPath(new URL('../../local/azure/main.ts', import.meta.url));

/** The stand-ins of the laptop, in a process and a folder of their own. */
export function laptopTrial(): Trial<World> {
  let stop = async () => {};
  return {
    answered: "the laptop's stand-ins",
    lift: 'End the process of local/azure/main.ts by hand',
    async begin(signal) {
      const folder = mkdtempSync(join(tmpdir(), 'sallyport-verify-'));
      const child = spawn(process.execPath, [standIns, '--state', folder, '--free-ports'], {
        stdio: ['ignore', 'pipe', 'ignore'],
        signal,
      });
      const ended = new Promise((resolve) => child.once('close', resolve));
      child.on('error', () => {});
      stop = async () => {
        child.kill('SIGTERM');
        await ended;
        rmSync(folder, { recursive: true, force: true });
      };
      await new Promise<void>((resolve, reject) => {
        createInterface({ input: child.stdout }).on('line', (line) => line === 'azure ready' && resolve());
        void ended.then(() => reject(new Error('The stand-ins ended before they were ready')));
      });
      return worldAt(endpoints.parse(JSON.parse(readFileSync(join(folder, 'azure.json'), 'utf8'))));
    },
    async end() {
      await stop();
      return { isGone: true, stays: [] };
    },
  };
}

/** The laptop's Azure where it says that it is. */
export function worldAt(azure: Endpoints): World {
  const authority = readFileSync(azure.caFile, 'utf8');
  const trusted = getCACertificates('default');
  if (!trusted.includes(authority)) setDefaultCACertificates([...trusted, authority]);
  const { publicBlobs, kept } = { publicBlobs: azure.blobUrls.public, kept: `${azure.blobUrls.secure}/datasets` };
  const tokens: string[] = [azure.identityHeader];
  const factory = 'resourceGroups/rg-sallyport/providers/Microsoft.DataFactory/factories/adf-sallyport';
  return {
    places: {
      ...{ arm: azure.armUrl, subscription: azure.subscription, region: 'westeurope', publicBlobs },
      factory: `/subscriptions/${azure.subscription}/${factory}`,
      tables: azure.tableUrls.control,
      storageVersion: readParameters().find(({ name }) => name === 'storageApiVersion')?.fallback ?? '',
      ...{ project: 'heart-study', otherProject: 'lung-study' },
      kept: { url: kept, copy: 'ingress-copy', remove: 'dataset-retract' },
    },
    ask: async (asked) => {
      const token = await tokenFor(azure, asked);
      tokens.push(token);
      return await send(asked, token);
    },
    pause: async () => await pause(500),
    now: () => new Date(),
    secrets: () => tokens,
  };
}

/** A token as the person or the managed identity gets it there. */
async function tokenFor(azure: Endpoints, { as, url }: Asked): Promise<string> {
  const response =
    as === 'control-plane'
      ? await fetch(identityUrl(azure, url), { headers: { 'x-identity-header': azure.identityHeader } })
      : await fetch(`${azure.entraUrl}/laptop/token`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ person: as, audience: 'storage' }),
        });
  return given.parse(await response.json()).access_token;
}

function identityUrl({ identityEndpoint, identities, armUrl }: Endpoints, url: string): string {
  const resource = url.startsWith(armUrl) ? armUrl : 'https://storage.azure.com';
  const query = { 'api-version': '2019-08-01', resource, client_id: identities['id-control'] ?? '' };
  return `${identityEndpoint}?${new URLSearchParams(query)}`;
}
