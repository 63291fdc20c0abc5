import { randomBytes } from 'node:crypto';
import { findPerson } from '../../local/azure/directory.ts';
import { issuePersonToken } from '../../local/azure/entra/person-token.ts';
import { laptop, laptopTemplate } from '../../local/azure/laptop.ts';
import type { AzureOptions } from '../../local/azure/stack.ts';
import { tenantId } from '../../local/azure/tokens.ts';
import { Visitor } from '../../local/people/visitor.ts';
import { requireProject } from '../../src/activities/operation/operations.ts';
import { packageManifest } from '../../src/activities/transfer/places.ts';
import { addedParts } from '../../src/app/added.ts';
import { routesOf } from '../../src/app/routes.ts';
import { managedIdentityAssertion } from '../../src/azure/base/client-assertion.ts';
import type { Table } from '../../src/azure/base/table.ts';
import { createSignInProvider } from '../../src/azure/people/sign-in-provider.ts';
import { createTokenVerifier } from '../../src/azure/people/token-verifier.ts';
import { storagePorts } from '../../src/azure/storage-ports.ts';
import { buildComputeAdapters } from '../../src/compute/azure/compute-adapters.ts';
import type { Reconciler } from '../../src/compute/reconcile/reconcile.ts';
import { linkTokenHash } from '../../src/domain/base/link-token.ts';
import type { TableName } from '../../src/domain/base/stored-tables.ts';
import { usualClocks } from '../../src/domain/history/incident-clocks.ts';
import { usualTicks } from '../../src/domain/notification/tick.ts';
import type { ManifestEntry } from '../../src/domain/operation/manifest.ts';
import type { Operation } from '../../src/domain/operation/operation.ts';
import type { GroupsClaim } from '../../src/domain/people/group-rule.ts';
import { type Project, projectSchema } from '../../src/domain/project/project.ts';
import { joined } from '../../src/domain/review/invited.ts';
import type { Round } from '../../src/domain/review/round.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { createCookieCipher } from '../../src/web/cookie-cipher.ts';
import { signInPath } from '../../src/web/sign-in.ts';
import { adapterSettings } from '../azure/build-ports.ts';
import { type RunningPorts, startPorts } from '../azure/running-ports.ts';
import { anEntry, anOperation, stream } from '../contract/samples.ts';
import { identityCredential } from '../local/azure/running-azure.ts';
import { noHook, type ServiceCall } from '../memory/hook.ts';
import { MemoryStorage } from '../memory/storage.ts';
import { type ServedApp, serveRoutes } from './serve-routes.ts';

/** What the helpers below put rows into, for the people of a directory. */
export interface SeededApp {
  readonly ports: Ports;
  readonly azure: Pick<RunningPorts['azure'], 'directory'>;
}

export interface RunningApp extends RunningPorts {
  readonly url: string;
  readonly served: ServedApp;
  /** Instances that were woken and started, oldest first. */
  readonly woken: string[];
  readonly started: string[];
  /** Requests to its storage so far, where that is in memory. */
  readonly requests: { count: number };
  /** What it asked its storage to change, where that is in memory. */
  readonly changes: readonly string[];
  /** A table past every rule and seal, where its storage is in memory. */
  table(name: string): Table;
  /** The same with the key of the seals. */
  sealed(name: TableName): Table;
  /** Lets the app's clock run ahead by that many milliseconds. */
  later(milliseconds: number): void;
  token(person: string, lifetime?: number): Promise<string>;
}

const noReconciler: Reconciler = {
  planFor: () => Promise.reject(new Error('this test has no computes')),
  look: () => Promise.reject(new Error('this test has no computes')),
  applyPlan: () => Promise.reject(new Error('this test has no computes')),
  startMachine: () => Promise.reject(new Error('this test has no computes')),
  run: () => Promise.reject(new Error('this test has no computes')),
};

/** Settings that say the same wherever the app runs. */
const deployed = {
  outageHours: 24,
  peopleKeepDays: 730,
  incidentClocks: usualClocks,
  restorableDays: { ingress: 7, export: 17 },
  datasetDays: 30,
  storageSkewSeconds: 0,
  secondOperator: true,
  images: ['ubuntu-24-04'],
  leftOut: [] as readonly string[],
  readingRoomUrl: 'https://room.example.org',
  scannedDoors: ['ingress'] as const,
};

/** How an app in a test differs from the usual one. */
interface AppOptions extends Partial<AzureOptions> {
  readonly groupsClaim?: Partial<GroupsClaim>;
  /** Where its storage is: on the laptop's Azure unless said otherwise. In memory it is the same stores at a tenth of the processor time. */
  readonly storage?: 'memory';
  /** Stands on these ports and in their time, whatever is on the laptop's Azure. */
  readonly appPorts?: Ports;
  readonly secondOperator?: boolean;
  /** The address of a reading room; none unless it is named. */
  readonly readingRoomUrl?: string;
}

/** All HTTP functions over the real adapters, on a stack of their own: real storage, vault, sign-in and tokens. */
export async function startApp(reconciler: Reconciler = noReconciler, options: AppOptions = {}): Promise<RunningApp> {
  const running = await startPorts(options);
  const { readingRoomUrl } = options;
  const { azure } = running;
  const woken: string[] = [];
  const started: string[] = [];
  let ahead = 0;
  const clock = options.appPorts?.clock ?? { now: () => new Date(Date.now() + ahead) };
  const requests = { count: 0 };
  const changes: string[] = [];
  const hook = {
    ...noHook,
    before: ({ service, operation }: ServiceCall) => {
      requests.count += 1;
      if (!/^(get|list|query|download|exists|read)/i.test(operation)) changes.push(`${service} ${operation}`);
    },
  };
  const storage = new MemoryStorage({ clock, hook });
  const stores = options.storage === 'memory' ? storagePorts(storage.ofApp()) : {};
  const ports = { ...running.ports, ...stores, ...options.appPorts, clock };
  const workflows = {
    start: async (_orchestrator: string, id: string) => void started.push(id),
    wake: async (id: string) => void woken.push(id),
    newerVersion: async () => undefined,
  };
  const groupsClaim = { on: true, projects: azure.projectGroups, ...options.groupsClaim };
  const signIn = { issuer: azure.entraIssuer, tenantId, audience: azure.apiAudience, clientId: azure.clientId };
  const served = await serveRoutes((publicBaseUrl) => {
    const redirectUri = `${publicBaseUrl}/api/sign-in/callback`;
    azure.entra.registerRedirectUri(redirectUri);
    const credential = identityCredential(azure, 'id-control');
    const assertion = managedIdentityAssertion(credential);
    const settings = { ...adapterSettings(azure), signIn, clientId: azure.identities['id-control'] ?? '' };
    const computes = buildComputeAdapters(
      {
        ...settings,
        compute: { resourceGroup: laptop.compute.resourceGroup, template: laptopTemplate(azure.subscription) },
        machineLearning: laptop.machineLearning,
      },
      credential,
    );
    return routesOf({
      ...ports,
      publicBaseUrl,
      ...deployed,
      secondOperator: options.secondOperator ?? deployed.secondOperator,
      transferPollSeconds: 1,
      mailWindowSeconds: 0,
      releaseUrl: azure.blobUrl('public'),
      reconciler,
      doorUrls: { ingress: `${azure.blobUrl('public')}/ingress`, export: `${azure.blobUrl('secure')}/exports` },
      groupsClaim,
      added: addedParts,
      ...computes,
      credential,
      assertion,
      deployment: {
        ticks: usualTicks,
        ...settings,
        ...deployed,
        publicBaseUrl,
        groupsClaim,
        runtime: { app: '0.0.0', node: process.version },
      },
      readingRoomUrl,
      review: { ...ports, secureBlobUrl: azure.blobUrl('secure'), readingRoomUrl, groupsClaim },
      sealer: createCookieCipher(ports.secrets, clock),
      tokens: createTokenVerifier(signIn),
      signIn: createSignInProvider({ ...signIn, redirectUri, assertion }),
    });
  }, workflows);
  return {
    ...running,
    ports,
    served,
    url: served.url,
    woken,
    started,
    requests,
    changes,
    table: (name) => storage.ofApp().table(name),
    sealed: (name) => storage.sealed(name),
    later: (milliseconds) => {
      ahead += milliseconds;
    },
    token: (person, lifetime) =>
      issuePersonToken(
        { person, audience: 'api', ...(lifetime === undefined ? {} : { lifetime }) },
        { directory: azure.directory, tokens: azure.tokens, issuer: azure.entraIssuer },
      ),
    stop: async () => {
      await served.close();
      await running.stop();
    },
  };
}

/** Signs a person in at the laptop's Entra, starting from an address of the app, and gives the page they come back to. */
export async function signInAs(app: RunningApp, person: string, path: string, context?: string) {
  const visitor = new Visitor();
  const asked = await visitor.get(app.url + signInPath(path, context));
  const page = await visitor.post(asked.url, { person }, asked.url);
  return { visitor, page };
}

/** An operation of the app's register as it stands in the middle of its way. */
export async function opened(app: RunningApp, change: Partial<Operation>): Promise<Operation> {
  const operation = anOperation({ revision: 0, startedAt: app.ports.clock.now().toISOString(), ...change });
  await app.ports.register.open({ ...operation, state: 'receiving' }, []);
  const stored = await app.ports.register.get(operation);
  if (stored === undefined) throw new Error('the operation was not written');
  return (await app.ports.register.update({ value: operation, etag: stored.etag })).value;
}

/** The value of a hidden field. */
export function hiddenField(html: string, name: string): string {
  const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1];
  if (value === undefined) throw new Error(`the page has no field ${name}`);
  return value;
}

const day = 24 * 60 * 60 * 1000;

/** A project whose people are those of the laptop's directory: researcher Rui; approvers Ada (independent), Ben and Cleo. */
export async function aProject(app: SeededApp, change: Partial<Project> = {}): Promise<Project> {
  const known = (id: string) => {
    const { name, email, oid } = findPerson(app.azure.directory, id);
    return { name, email, oid };
  };
  const definition = projectSchema.parse({
    id: 'heart-study',
    title: 'Heart study',
    starts: '2020-01-01',
    ends: '2040-12-31',
    people: {
      dataOwners: [known('olga')],
      researchers: [known('rui')],
      approvers: [{ ...known('ada'), independent: true }, known('ben'), known('cleo')],
    },
    egress: { approval: { quorum: 2, independent: 1, deadlineDays: 14 } },
  });
  const project = { ...definition, ...change };
  const standing = await app.ports.projects.get(project.id);
  await app.ports.projects.put(project, standing?.etag ?? null);
  return project;
}

export interface SeededReview {
  readonly operation: Operation;
  readonly round: Round;
  /** Paths of each approver's link, by the id of the person. */
  readonly links: Readonly<Record<'ada' | 'ben' | 'cleo', string>>;
}

/** A package that waits for its approvers, with rows, manifest and links as the flow leaves them. */
export async function aReview(
  app: SeededApp,
  change: {
    readonly files?: readonly ManifestEntry[];
    readonly operation?: Partial<Operation>;
    readonly round?: Partial<Round>;
    readonly project?: Partial<Project>;
  } = {},
): Promise<SeededReview> {
  const { ports } = app;
  const { id } = await aProject(app, change.project);
  const { value: project } = await requireProject(ports.projects, id);
  const at = ports.clock.now();
  const first = anOperation({ door: 'export', project: project.id, state: 'receiving' });
  const files = change.files ?? [anEntry('tables/summary.csv'), anEntry('figures/plot.svg', { size: 20_000 })];
  const summary = await ports.manifests.write(packageManifest(first.id), stream(files));
  await ports.register.open(first, []);
  const stored = await ports.register.get({ project: project.id, id: first.id });
  if (stored === undefined) throw new Error('the operation was not written');
  const inReview = { state: 'in-review', since: at.toISOString(), package: summary, round: 1, ...change.operation };
  const { value: operation } = await ports.register.update({
    value: { ...stored.value, ...inReview },
    etag: stored.etag,
  });
  const wanted = await aRound(app, operation, summary.digest, at);
  const { value: round } = await ports.decisions.openRound({ ...wanted, ...change.round });
  const link = (person: string) => aLink(app, operation, 1, findPerson(app.azure.directory, person).oid);
  return { operation, round, links: { ada: await link('ada'), ben: await link('ben'), cleo: await link('cleo') } };
}

/** The round that asks the project's approvers about a package, as if it had opened at that time. */
export async function aRound(
  { ports }: SeededApp,
  { id: exportId, project: of, startedAt }: Operation,
  digest: string,
  opened: Date,
): Promise<Round> {
  const { value: project, hash } = await requireProject(ports.projects, of);
  const openedAt = opened.toISOString();
  return {
    exportId,
    project: of,
    number: 1,
    digest,
    rules: {
      quorum: 2,
      independent: 1,
      onDeadline: 'return',
      blind: project.egress.approval.blind,
      disclosure: project.egress.disclosure,
    },
    definition: hash,
    approvers: project.people.approvers.map((person) => ({ ...person, since: openedAt })),
    researchers: joined(project.people.researchers, []),
    filesSince: startedAt,
    openedAt,
    deadline: new Date(opened.getTime() + 14 * day).toISOString(),
    status: 'open',
    revision: 1,
  };
}

/** A link as the mails hold it, without a choice. */
export async function aLink(app: SeededApp, operation: Operation, round: number, approver: string): Promise<string> {
  const handle = randomBytes(32).toString('base64url');
  const hash = linkTokenHash(handle);
  if (hash === undefined) throw new Error('a fresh handle has no hash');
  const { project, id: exportId } = operation;
  await app.ports.decisions.putHandle(hash, { project, exportId, round, approver, revision: 1 });
  return `/api/review/${handle}`;
}
