import { TableClient } from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';
import { BlobServiceClient } from '@azure/storage-blob';
import type { Ports } from '../ports/ports.ts';
import { blobAuditLog } from './audit-log.ts';
import { tableChanges } from './change-store.ts';
import { systemClock, systemRandom } from './clock-random.ts';
import { azureDataFactory } from './data-factory.ts';
import { blobListing } from './data-listing.ts';
import { blobVersions } from './dataset-versions.ts';
import { tableDecisions } from './decision-store.ts';
import { blobFileLists } from './file-lists.ts';
import { tableHolds } from './hold-store.ts';
import { type MailServer, smtpMailer } from './mailer.ts';
import { blobManifests } from './manifest-store.ts';
import { blobNotices } from './notices.ts';
import { tableOutbox } from './outbox.ts';
import { blobProjects } from './project-store.ts';
import { tableRegister } from './register.ts';
import { tableRequests } from './request-store.ts';
import { tableScanVerdicts } from './scan-verdicts.ts';
import { vaultClient, vaultSecrets } from './secrets.ts';
import { tableSweepPlaces } from './sweep-places.ts';

/** The part of the app's configuration that the adapters need. Addresses have no trailing slash. */
export interface AdapterSettings {
  readonly storage: {
    readonly publicUrl: string;
    readonly secureUrl: string;
    readonly releaseUrl: string;
    readonly controlUrl: string;
    readonly tableUrl: string;
  };
  readonly arm: { readonly url: string; readonly subscriptionId: string };
  readonly dataFactory: { readonly resourceGroup: string; readonly name: string };
  readonly vault: { readonly url: string; readonly verifyChallenge: boolean };
  readonly mail: MailServer;
}

/** Every port, implemented by Azure's services as one identity. Nothing is called before a port is used. */
export function buildAdapters(settings: AdapterSettings, credential: TokenCredential): Ports {
  const { storage, arm, dataFactory, vault, mail } = settings;
  const account = (url: string) => new BlobServiceClient(url, credential);
  const [publicAccount, secure, control] = [
    account(storage.publicUrl),
    account(storage.secureUrl),
    account(storage.controlUrl),
  ];
  const container = (name: string) => control.getContainerClient(name);
  const table = (name: string) => new TableClient(storage.tableUrl, name, credential);
  const secrets = vaultSecrets(vaultClient(vault, credential));
  return {
    listing: blobListing({ public: publicAccount, secure, release: account(storage.releaseUrl) }),
    versions: blobVersions(secure.getContainerClient('datasets')),
    manifests: blobManifests(container('manifests')),
    fileLists: blobFileLists({
      public: publicAccount.getContainerClient('transfers'),
      secure: secure.getContainerClient('transfers'),
    }),
    notices: blobNotices(secure.getContainerClient('notices')),
    projects: blobProjects(container('projects')),
    changes: tableChanges(table('changes')),
    holds: tableHolds(table('holds')),
    register: tableRegister(table('register')),
    sweepPlaces: tableSweepPlaces(table('register')),
    decisions: tableDecisions(table('decisions'), table('handles')),
    requests: tableRequests(table('requests')),
    scanVerdicts: tableScanVerdicts(table('verdicts')),
    audit: blobAuditLog({ container: container('audit'), heads: table('heads'), clock: systemClock }),
    dataFactory: azureDataFactory(
      {
        armUrl: arm.url,
        subscriptionId: arm.subscriptionId,
        resourceGroup: dataFactory.resourceGroup,
        factory: dataFactory.name,
      },
      credential,
    ),
    mailer: smtpMailer(mail, () => secrets.get('smtp-password')),
    outbox: tableOutbox(table('outbox')),
    secrets,
    clock: systemClock,
    random: systemRandom,
  };
}
