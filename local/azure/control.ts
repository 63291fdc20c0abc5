import { z } from 'zod';
import { knobsSchema } from './data-factory/knobs.ts';
import { type AzureEndpoints, azureEndpointsSchema } from './endpoints.ts';
import { eventKnobs } from './event-grid/delivery-plan.ts';
import { eventSubscription } from './event-grid/event-state.ts';
import { listBlobs } from './event-grid/listing.ts';
import { faultSchema } from './faults.ts';
import { computeKnobs, type LaptopResources, seedRequest } from './laptop-resources.ts';
import { loseStore } from './lose.ts';
import { mailKnobs } from './mail-front.ts';
import { scannedContainers } from './malware-scan/places.ts';
import type { MovableTime } from './movable-time.ts';
import { rotatable, rotateSecret } from './secret-store.ts';
import { type LocalReply, type LocalRequest, type RunningServer, serve } from './server.ts';
import type { RunningAzure } from './stack.ts';
import { retentionKnobs } from './storage/version-store.ts';

/**
 * Starts the control API on loopback: what the stack shows and takes beyond what Azure has. It is for the programs of the person at the laptop: a request
 * with a body must be JSON and every request must name a loopback host, so that no web page can send one. `time` is given when it can be moved.
 */
export async function startControl(
  azure: RunningAzure,
  resources: LaptopResources,
  port: number,
  time?: MovableTime,
): Promise<RunningServer> {
  return await serve({
    port,
    handle: async (request) => {
      const hostName = new URL(request.url.origin).hostname;
      if (hostName !== '127.0.0.1' && hostName !== 'localhost') return problem(403, 'The host must be 127.0.0.1.');
      if (request.method !== 'GET' && request.headers['content-type'] !== 'application/json') {
        return problem(415, 'The content type must be application/json.');
      }
      try {
        const reply =
          (await stackRoute(request, azure)) ??
          (await resourceRoute(request, resources)) ??
          (time && (await timeRoute(request, time)));
        return reply ?? notFound(request);
      } catch (error) {
        if (error instanceof z.ZodError) return problem(400, z.prettifyError(error));
        return problem(400, error instanceof Error ? error.message : String(error));
      }
    },
  });
}

async function stackRoute(request: LocalRequest, azure: RunningAzure): Promise<LocalReply | undefined> {
  const json = () => jsonBody(request);
  switch (routeOf(request)) {
    case 'GET endpoints':
      return { status: 200, body: hiding(azureEndpointsSchema.parse(azure)) };
    case 'GET persons':
      return { status: 200, body: azure.directory.persons };
    case 'GET ledger':
      return { status: 200, body: azure.ledger.entries() };
    case 'DELETE ledger':
      azure.ledger.clear();
      return { status: 204 };
    case 'POST faults':
      azure.faults.add(faultSchema.parse(await json()));
      return { status: 204 };
    case 'DELETE faults':
      azure.faults.clear();
      return { status: 204 };
    case 'GET events':
      return { status: 200, body: azure.eventGrid.status() };
    case 'PUT events/knobs':
      azure.eventGrid.setKnobs(eventKnobs.parse(await json()));
      return { status: 204 };
    case 'POST events/subscriptions':
      await azure.eventGrid.subscribe(eventSubscription.parse(await json()));
      return { status: 204 };
    case 'POST scan-results': {
      const { door, path, outcome, etag } = sentResult.parse(await json());
      await azure.malwareScan.send(scannedContainers[door], path, outcome, etag);
      return { status: 204 };
    }
    case 'POST redirect-uris':
      azure.entra.registerRedirectUri(z.object({ uri: z.url() }).parse(await json()).uri);
      return { status: 204 };
    case 'POST signing-key/rotate':
      await azure.tokens.rotate();
      return { status: 204 };
    case 'POST secrets/rotate': {
      const { name } = z.object({ name: z.enum(rotatable) }).parse(await json());
      return { status: 200, body: { version: await rotateSecret(azure.secrets, name) } };
    }
    case 'POST secrets/enable': {
      const { name, version, enabled } = secretChange.parse(await json());
      azure.secrets.enable(name, version, enabled);
      return { status: 204 };
    }
    case 'POST lose': {
      const { place } = z.strictObject({ place: z.string() }).parse(await json());
      return { status: 200, body: { lost: await loseStore(azure, place) } };
    }
    case 'POST secrets/recover': {
      const { name } = z.strictObject({ name: z.string() }).parse(await json());
      return { status: 200, body: { recovered: azure.secrets.recover(name) } };
    }
    case 'PUT mail/knobs':
      azure.inbox.knobs = mailKnobs.parse({ ...azure.inbox.knobs, ...(await jsonObject(request)) });
      return { status: 204 };
    case 'PUT storage/knobs':
      azure.storage.versions.knobs = retentionKnobs.parse({
        ...azure.storage.versions.knobs,
        ...(await jsonObject(request)),
      });
      return { status: 204 };
    case 'GET blobs':
      return { status: 200, body: await blobsOf(request, azure) };
    default:
      return undefined;
  }
}

/** The endpoints without what would let another program act as an app. */
function hiding(endpoints: AzureEndpoints): AzureEndpoints {
  return { ...endpoints, identityHeader: 'hidden', room: { ...endpoints.room, identityHeader: 'hidden' } };
}

const sentResult = z.strictObject({
  door: z.enum(['ingress', 'export']),
  path: z.string(),
  etag: z.string().optional(),
  outcome: z.strictObject({ scanResultType: z.string(), malwareNamesFound: z.array(z.string()).exactOptional() }),
});
const secretChange = z.strictObject({ name: z.string(), version: z.string(), enabled: z.boolean() });

/** The resources behind Resource Manager: machines made by hand, and how the stand-ins misbehave. */
async function resourceRoute(request: LocalRequest, resources: LaptopResources): Promise<LocalReply | undefined> {
  switch (routeOf(request)) {
    case 'POST machines':
      resources.seedMachine(seedRequest.parse(await jsonBody(request)));
      return { status: 204 };
    case 'PUT factory/knobs':
      resources.factoryKnobs.set(
        knobsSchema.parse({ ...resources.factoryKnobs.values, ...(await jsonObject(request)) }),
      );
      return { status: 204 };
    case 'PUT compute/knobs':
      Object.assign(
        resources.computeKnobs,
        computeKnobs.parse({ ...resources.computeKnobs, ...(await jsonObject(request)) }),
      );
      return { status: 204 };
    default:
      return undefined;
  }
}

const clockMove = z.strictObject({ advanceMilliseconds: z.number().int().min(0) });

/** The time of the stand-ins, which only goes forward. */
async function timeRoute(request: LocalRequest, time: MovableTime): Promise<LocalReply | undefined> {
  switch (routeOf(request)) {
    case 'PUT clock':
      time.advance(clockMove.parse(await jsonBody(request)).advanceMilliseconds);
      return { status: 200, body: { now: new Date(time.now()).toISOString(), offsetMilliseconds: time.offset } };
    default:
      return undefined;
  }
}

/** What really lies in a container, whoever may see it. */
async function blobsOf(request: LocalRequest, azure: RunningAzure): Promise<object[]> {
  const { account, container } = z
    .object({ account: z.enum(['public', 'secure', 'control', 'host', 'release', 'safe']), container: z.string() })
    .parse(Object.fromEntries(request.url.searchParams));
  const { azurite, credential } = azure.storage;
  const listed = await listBlobs(`${azurite.blob}/${account}`, container, credential);
  return listed.map(({ name, length, md5 }) => ({ name, size: length, md5: md5 ?? null }));
}

function routeOf(request: LocalRequest): string {
  return `${request.method} ${request.url.pathname.replace(/^\/control\//, '')}`;
}

async function jsonBody(request: LocalRequest): Promise<unknown> {
  return JSON.parse((await request.body()).toString('utf8'));
}

async function jsonObject(request: LocalRequest): Promise<Record<string, unknown>> {
  return z.record(z.string(), z.unknown()).parse(await jsonBody(request));
}

function notFound(request: LocalRequest): LocalReply {
  return problem(404, `Nothing is at ${request.method} ${request.url.pathname}.`);
}

function problem(status: number, message: string): LocalReply {
  return { status, body: { error: message } };
}
