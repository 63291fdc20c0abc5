import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TokenCredential } from '@azure/identity';
import { z } from 'zod';
import { type ResourceProvider, resourceManager } from '../../../../local/azure/arm/resource-manager.ts';
import { type Certificates, loadCertificates, trustAuthority } from '../../../../local/azure/certificates.ts';
import { type ComputeKnobs, defaultKnobs } from '../../../../local/azure/compute/knobs.ts';
import {
  type ComputeProvider,
  computeProvider,
  machineLearningProvider,
} from '../../../../local/azure/compute/provider.ts';
import { type Fault, FaultPlan } from '../../../../local/azure/faults.ts';
import { type LocalRequest, serve } from '../../../../local/azure/server.ts';
import { createTokenIssuer, resourceIssuer, tenantId } from '../../../../local/azure/tokens.ts';
import type { VmTemplate } from '../../../../src/compute/domain/vm-template.ts';

const subscriptionId = 'a0000000-0000-4000-8000-000000000001';
const base = `/subscriptions/${subscriptionId}/resourceGroups/rg-research/providers`;
const audience = 'https://management.azure.com';

export const template: VmTemplate = {
  location: 'westeurope',
  subnetId: `${base}/Microsoft.Network/virtualNetworks/vnet/subnets/compute`,
  images: {
    'data-science': `${base}/Microsoft.Compute/galleries/images/images/data-science/versions/1.0.0`,
    'windows-data-science': `${base}/Microsoft.Compute/galleries/images/images/windows-data-science/versions/1.0.0`,
  },
  identityId: `${base}/Microsoft.ManagedIdentity/userAssignedIdentities/id-compute`,
  diskEncryptionSetId: `${base}/Microsoft.Compute/diskEncryptionSets/des`,
  machineLearningIdentityId: `${base}/Microsoft.ManagedIdentity/userAssignedIdentities/id-computes`,
  userName: 'dsvmadmin',
};

/** One request as the stand-in received it. */
interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

export interface RunningCompute {
  /** Options that the adapters of `src/azure` take. */
  readonly connection: {
    readonly endpoint: string;
    readonly credentialScopes: string[];
    readonly credential: TokenCredential;
    readonly subscriptionId: string;
    readonly resourceGroup: string;
    readonly workspace: string;
    readonly tenantId: string;
    readonly template: VmTemplate;
  };
  readonly knobs: ComputeKnobs;
  readonly compute: ComputeProvider;
  /** Actions that the caller has; take one away to see a 403. */
  readonly allowed: Set<string>;
  readonly seen: SeenRequest[];
  /** Each change that a stand-in accepted, whatever its caller was told: the method, which resource, and for PATCH to what. */
  readonly changes: string[];
  fault(fault: Fault): void;
  /** Faults that have met no request yet. */
  plannedFaults(): readonly Fault[];
  /** Changes each entry of every list on its way to the caller: what Azure leaves out, or what it has and the stand-in cannot make. */
  alterLists(change: (item: Readonly<Record<string, unknown>>) => unknown): void;
  /** Moves the stand-in's clock. */
  advance(milliseconds: number): void;
  now(): Date;
  /** Starts the same stand-in again from its state folder. */
  restart(): Promise<RunningCompute>;
  close(): Promise<void>;
}

const rolesFile = z.object({
  resources: z.array(z.object({ identity: z.string(), actions: z.array(z.string()) })),
});

const listBody = z.looseObject({ value: z.array(z.record(z.string(), z.unknown())) });

let certificates: Promise<Certificates> | undefined;

/** One authority for the whole test process: two of the same name would be mistaken for one another. */
function processCertificates(): Promise<Certificates> {
  certificates ??= (async () => {
    const folder = mkdtempSync(join(tmpdir(), 'compute-tls-'));
    const made = await loadCertificates(folder);
    rmSync(folder, { recursive: true });
    trustAuthority(made.ca);
    return made;
  })();
  return certificates;
}

/** Both compute stand-ins behind the real front, over TLS, with real tokens, on a free port and with a clock that only tests move. */
export async function startCompute(folder = mkdtempSync(join(tmpdir(), 'compute-'))): Promise<RunningCompute> {
  const tls = await processCertificates();
  const issuer = await createTokenIssuer(join(folder, 'token-key.pem'));
  const clock = { milliseconds: Date.parse('2026-06-05T10:00:00Z') };
  const knobs = { ...defaultKnobs(), changeMilliseconds: 60_000 };
  const { images, subnetId, identityId = '', diskEncryptionSetId = '', machineLearningIdentityId = '' } = template;
  const options = {
    stateFolder: join(folder, 'compute'),
    resourceGroup: 'rg-research',
    location: 'westeurope',
    resources: [subnetId, identityId, diskEncryptionSetId, machineLearningIdentityId, ...Object.values(images)],
    knobs,
    now: () => clock.milliseconds,
  };
  const compute = computeProvider(options);
  const roles = rolesFile.parse(
    JSON.parse(readFileSync(new URL('../../../../infra/roles.json', import.meta.url), 'utf8')),
  );
  const mine = roles.resources.filter(({ identity }) => identity === 'id-control').flatMap(({ actions }) => actions);
  const allowed = new Set(mine.map((action) => action.toLowerCase()));
  const faults = new FaultPlan();
  const seen: SeenRequest[] = [];
  const changes: string[] = [];
  const noting = (provider: ResourceProvider): ResourceProvider => ({
    ...provider,
    async handle(request, authorize) {
      const reply = await provider.handle(request, authorize);
      const change = [request.method, request.segments.join('/')];
      if (request.method === 'PATCH') change.push(JSON.stringify(await request.json()));
      // Deleting what is not there is answered with 204 and changes nothing.
      if (request.method !== 'GET' && reply.status < 204) changes.push(change.join(' '));
      return reply;
    },
  });
  let alter: ((item: Readonly<Record<string, unknown>>) => unknown) | undefined;
  const answer = resourceManager({
    subscription: subscriptionId,
    providers: [noting(compute), noting(machineLearningProvider({ ...options, workspace: 'mlw-research' }))],
    faults,
    verify: (authorization) => issuer.verify(authorization, [audience]),
    allows: (_caller, action) => allowed.has(action.toLowerCase()),
  });
  const server = await serve({
    port: 0,
    tls,
    async handle(request: LocalRequest) {
      const body = await request.body();
      seen.push({ method: request.method, path: request.url.pathname + request.url.search, body: body.toString() });
      const reply = await answer({ ...request, body: async () => body });
      const list = listBody.safeParse(reply.body);
      if (alter === undefined || !list.success) return reply;
      return { ...reply, body: { ...list.data, value: list.data.value.map(alter) } };
    },
  });
  const credential: TokenCredential = {
    async getToken(scopes) {
      const [scope = ''] = [scopes].flat();
      const claims = { oid: 'b0000000-0000-4000-8000-000000000001', appid: 'c0000000-0000-4000-8000-000000000001' };
      const token = await issuer.issue({
        issuer: resourceIssuer,
        audience: scope.replace(/\/\.default$/, ''),
        subject: claims.oid,
        claims,
      });
      return { token, expiresOnTimestamp: Date.now() + 3_000_000 };
    },
  };
  return {
    connection: {
      endpoint: server.url,
      credentialScopes: [`${audience}/.default`],
      credential,
      subscriptionId,
      resourceGroup: 'rg-research',
      workspace: 'mlw-research',
      tenantId,
      template,
    },
    knobs,
    compute,
    allowed,
    seen,
    changes,
    fault: (fault) => faults.add(fault),
    plannedFaults: () => faults.planned,
    alterLists: (change) => {
      alter = change;
    },
    advance: (milliseconds) => {
      clock.milliseconds += milliseconds;
    },
    now: () => new Date(clock.milliseconds),
    async restart() {
      await server.close();
      return await startCompute(folder);
    },
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
