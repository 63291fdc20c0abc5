import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { type ResourceProvider, resourceManager } from './arm/resource-manager.ts';
import { loadCertificates, trustAuthority } from './certificates.ts';
import { startChat } from './chat.ts';
import { type Directory, findIdentity, identify, projectGroups, readDirectory } from './directory.ts';
import type { AzureEndpoints } from './endpoints.ts';
import { type RunningEntra, startEntra } from './entra/entra.ts';
import type { EventGrid } from './event-grid/event-grid.ts';
import type { EventSubscription } from './event-grid/event-state.ts';
import { keptListings, platformListings } from './event-grid/listing.ts';
import { startStorageEvents } from './event-grid/storage-events.ts';
import { FaultPlan } from './faults.ts';
import { keyVault, vaultAudience } from './key-vault.ts';
import { type RunningInbox, startInbox } from './mail.ts';
import type { MailLimits } from './mail-front.ts';
import type { MalwareScan } from './malware-scan/malware-scan.ts';
import { startMalwareScan } from './malware-scan/start.ts';
import { exchangeAudience, identityToken, managedIdentityEndpoint } from './managed-identity.ts';
import { type AzurePorts, freePorts } from './ports.ts';
import { allows, type RoleMatrix, readRoleMatrix } from './roles.ts';
import { openSecretStore, type SecretStore } from './secret-store.ts';
import { type RunningServer, serve } from './server.ts';
import { firstArrowVersion } from './storage/arrow-answer.ts';
import { storageAudience } from './storage/authenticate.ts';
import type { StorageAccount } from './storage/azurite.ts';
import type { ListingForm } from './storage/gateway.ts';
import type { Ledger } from './storage/ledger.ts';
import { type RunningStorage, startStorage } from './storage/storage.ts';
import type { StorageService } from './storage/storage-request.ts';
import { createTokenIssuer, type TokenIssuer } from './tokens.ts';

/** What a resource provider behind Resource Manager may use. */
export interface ProviderContext {
  readonly stateFolder: string;
  readonly subscription: string;
  blobUrl(account: StorageAccount): string;
  /** Milliseconds since 1970, moved with the rest of the stack. */
  now(): number;
  /** A storage token of Data Factory's own identity, for the gateway. */
  dataFactoryToken(): Promise<string>;
}

export interface AzureOptions {
  /** Everything that outlives a restart: keys, certificates, blobs, secrets, mails, waiting events. */
  readonly stateFolder: string;
  /** Ports left out are free ones. */
  readonly ports?: Partial<AzurePorts>;
  /** The providers behind Resource Manager. */
  readonly providers?: (context: ProviderContext) => readonly ResourceProvider[];
  readonly subscription?: string;
  /** Who there is; the sample organisation unless a test wants another. */
  readonly directory?: Directory;
  /** Who may do what: infra/roles.json unless a test wants roles that were given otherwise. */
  readonly roles?: RoleMatrix;
  /** Reply addresses of the app registration; more can be registered while it runs. */
  readonly redirectUris?: readonly string[];
  /** The same of the reading room's. */
  readonly roomRedirectUris?: readonly string[];
  /** Webhooks for blob events; more can be subscribed while it runs. */
  readonly subscriptions?: readonly EventSubscription[];
  /** How often Event Grid and the malware scan look for new blobs. */
  readonly eventPollMilliseconds?: number;
  /** Scans what is uploaded for malware, with the clamd behind the socket when one is named. */
  readonly malwareScan?: { readonly clamdSocket: string | undefined };
  /** In which form storage lists blobs for those who ask for Arrow: in Arrow unless a test wants an older cloud. */
  readonly listings?: ListingForm;
  /** The newest version of its services that storage takes: that of the SDKs unless a test wants an older region. */
  readonly newestVersion?: string;
  /** What the mail server takes; without it whatever comes. */
  readonly mailLimits?: MailLimits;
  /** Milliseconds since 1970; tests move it to let tokens and codes expire. */
  readonly now?: () => number;
  readonly report?: (message: string) => void;
}

/** A running stack, with the handles that tests and the control API use. */
export interface RunningAzure extends AzureEndpoints {
  blobUrl(account: StorageAccount): string;
  queueUrl(account: StorageAccount): string;
  tableUrl(account: StorageAccount): string;
  readonly directory: Directory;
  readonly tokens: TokenIssuer;
  readonly entra: RunningEntra;
  readonly ledger: Ledger;
  readonly faults: FaultPlan;
  readonly eventGrid: EventGrid;
  readonly malwareScan: MalwareScan;
  readonly secrets: SecretStore;
  readonly inbox: Pick<RunningInbox, 'knobs'>;
  /** Azurite behind the gateway, for looking at the truth in tests. */
  readonly storage: RunningStorage;
  close(): Promise<void>;
}

/** The keys of the token issuer, in the state folder. */
export const signingKeyFile = 'signing-key.pem';

/** The subscription that the laptop's resources live in. */
const laptopSubscription = '5a11f0a7-0000-4000-8000-0000000000e1';

/** The roles that Bicep gives. */
export function deployedRoles(): RoleMatrix {
  return readRoleMatrix(new URL('../../infra/roles.json', import.meta.url));
}

/** Starts the laptop's Azure. This process then trusts the laptop's certificate authority; other processes are given `caFile`. */
export async function startAzure(options: AzureOptions): Promise<RunningAzure> {
  const { stateFolder, subscription = laptopSubscription, now = Date.now, report = console.error } = options;
  const { directory = readDirectory(), listings = 'arrow', roles: matrix = deployedRoles() } = options;
  const { newestVersion = firstArrowVersion } = options;
  const certificates = await loadCertificates(stateFolder);
  trustAuthority(certificates.ca);
  const faults = new FaultPlan();
  const tokens = await createTokenIssuer(join(stateFolder, signingKeyFile), now);
  const ports = { ...freePorts, ...options.ports };
  const shared = { certificates, directory, matrix, faults, tokens, ports };
  const storage = await startStorage({ ...shared, now, folder: stateFolder, listings, newestVersion });
  const entra = await startEntra({ ...shared, now, redirectUris: options.redirectUris ?? [] });
  const context: ProviderContext = {
    stateFolder,
    subscription,
    now,
    blobUrl: (account) => storage.url('blob', account),
    dataFactoryToken: () => identityToken(tokens, findIdentity(directory, 'data-factory'), storageAudience),
  };
  const providers = options.providers?.(context) ?? [];
  const arm = await startResourceManager(shared, subscription, providers);
  const identity = await startIdentities(shared, { now, armUrl: arm.url, entraIssuer: entra.issuer });
  const room = { identityHeader: identity.headers.room, clientId: roomOf(directory) };
  for (const uri of options.roomRedirectUris ?? []) entra.registerRedirectUri(uri, room.clientId);
  const secrets = await openSecretStore(join(stateFolder, 'vault.json'));
  const vault = await serve({ port: ports.vault, tls: certificates, handle: keyVault({ ...shared, secrets }) });
  const mailPorts = { smtp: ports.smtp, web: ports.mail };
  const inbox = await startInbox(join(stateFolder, 'mail'), { ports: mailPorts, limits: options.mailLimits, now });
  const chat = await startChat({ folder: stateFolder, port: ports.chat, tls: certificates, secrets, now });
  const list = keptListings(platformListings(storage), storage.writes);
  const eventGrid = await startStorageEvents({ ...options, ...shared, storage, subscription, list, report });
  const malwareScan = startMalwareScan(options, { ...shared, storage, list, report });
  const parts = [malwareScan, eventGrid, inbox, chat, vault, identity, arm, entra, storage];
  return {
    blobUrls: accountUrls(storage, 'blob'),
    queueUrls: accountUrls(storage, 'queue'),
    tableUrls: accountUrls(storage, 'table'),
    ...{ armUrl: arm.url, subscription },
    entraUrl: entra.url,
    entraIssuer: entra.issuer,
    authorizeUrl: entra.authorizeUrl,
    clientId: directory.applications[0].clientId,
    apiAudience: directory.applications[0].identifierUri,
    identityEndpoint: `${identity.url}/msi/token`,
    identityHeader: identity.headers.control,
    room,
    identities: Object.fromEntries(directory.identities.map(({ name, clientId }) => [name, clientId])),
    projectGroups: projectGroups(directory),
    vaultUrl: vault.url,
    smtpPort: inbox.smtpPort,
    mailUrl: inbox.url,
    chatUrl: chat.url,
    caFile: certificates.caFile,
    blobUrl: (account) => storage.url('blob', account),
    queueUrl: (account) => storage.url('queue', account),
    tableUrl: (account) => storage.url('table', account),
    ...{ directory, tokens, entra, faults, eventGrid, malwareScan, secrets, storage, ledger: storage.ledger, inbox },
    close: async () => {
      for (const provider of providers) await provider.close?.();
      for (const part of parts) await part.close();
    },
  };
}

interface Shared {
  readonly certificates: { readonly key: string; readonly cert: string };
  readonly directory: Directory;
  readonly matrix: RoleMatrix;
  readonly faults: FaultPlan;
  readonly tokens: TokenIssuer;
  readonly ports: AzurePorts;
}

/** Resource Manager accepts tokens for its own origin, which is known only once it listens. */
async function startResourceManager(
  shared: Shared,
  subscription: string,
  providers: readonly ResourceProvider[],
): Promise<RunningServer> {
  const { directory, matrix, faults, tokens } = shared;
  let origin = '';
  const server = await serve({
    port: shared.ports.arm,
    tls: shared.certificates,
    handle: resourceManager({
      subscription,
      providers,
      faults,
      verify: (authorization) => tokens.verify(authorization, [origin]),
      allows: (caller, action) =>
        allows(matrix, identify(directory, caller).principals, { service: 'resource', action }),
    }),
  });
  origin = server.url;
  return server;
}

/** The endpoint that gives managed identities their tokens, each app those that it carries, and the headers by which it knows the apps. */
async function startIdentities(
  shared: Shared,
  { now, armUrl, entraIssuer }: { now(): number; readonly armUrl: string; readonly entraIssuer: string },
) {
  const headers = { control: randomBytes(32).toString('hex'), room: randomBytes(32).toString('hex') };
  const resources = [storageAudience, armUrl, vaultAudience, exchangeAudience];
  const server = await serve({
    port: shared.ports.identity,
    handle: managedIdentityEndpoint({
      ...{ ...shared, now, resources, entraIssuer },
      apps: [
        { secret: headers.control, assigned: ['id-control', 'id-trigger', 'id-host'] },
        { secret: headers.room, assigned: ['id-inspect', 'id-inspect-host'] },
      ],
    }),
  });
  return { ...server, headers };
}

/** Client id of the app registration of the reading room, which signs in as its identity. */
function roomOf({ applications }: Directory): string | undefined {
  return applications.find(({ federatedCredential }) => federatedCredential.identity === 'id-inspect')?.clientId;
}

function accountUrls(storage: RunningStorage, service: StorageService): AzureEndpoints['blobUrls'] {
  const url = (account: StorageAccount) => storage.url(service, account);
  const inside = { secure: url('secure'), control: url('control') };
  const hosts = { host: url('host'), 'inspector-host': url('inspector-host') };
  return { ...inside, ...hosts, public: url('public'), release: url('release'), safe: url('safe') };
}
