import { randomUUID } from 'node:crypto';
import type { TokenCredential } from '@azure/identity';
import type { ContainerClient } from '@azure/storage-blob';
import { z } from 'zod';
import type { AdapterSettings } from '../../azure/adapters.ts';
import { attempt, isMissing, serviceError, statusOf } from '../../azure/base/service-error.ts';
import { tableIn } from '../../azure/base/storage-version.ts';
import { signInToMailServer } from '../../azure/notification/mailer.ts';
import { keySetOf } from '../../azure/people/token-verifier.ts';
import { askCollector } from '../../azure/telemetry/ask-collector.ts';
import { listedAccount } from '../../azure/transfer/arrow-answers.ts';
import { accountOfPlace } from '../../azure/transfer/data-listing.ts';
import type { Secrets } from '../../ports/ports.ts';
import type { DataPlace } from '../../ports/storage.ts';
import type { Probes, RecordPlace, RoomPlace } from './probes.ts';

export type ProbeSettings = Pick<AdapterSettings, 'storage' | 'mail'> & {
  readonly signIn: { readonly issuer: string };
  readonly collector?: { readonly endpoint: string } | undefined;
};

/** Whoever asks waits: a busy service is asked once more, and then that is what is said of it. */
const storageRetries = { retryOptions: { maxTries: 2, retryDelayInMs: 500 } };
const tableRetries = { retryOptions: { maxRetries: 1, retryDelayInMs: 500 } };

/** A container that holds no research data. */
type OwnPlace = RecordPlace | RoomPlace;

const ownPlaces: Readonly<Record<OwnPlace, readonly [account: 'public' | 'secure' | 'control', name: string]>> = {
  projects: ['control', 'projects'],
  manifests: ['control', 'manifests'],
  audit: ['control', 'audit'],
  'public transfers': ['public', 'transfers'],
  'secure transfers': ['secure', 'transfers'],
  inspections: ['secure', 'inspections'],
  evidence: ['secure', 'evidence'],
  places: ['secure', 'places'],
  views: ['secure', 'views'],
};

/** Asks Azure's services as one identity. Nothing is called before a question is asked. */
export function azureProbes(
  { storage, mail, signIn, collector }: ProbeSettings,
  credential: TokenCredential,
  secrets: Pick<Secrets, 'get'>,
): Probes {
  const account = (url: string) => listedAccount(url, credential, storage.apiVersion, storageRetries);
  const accounts = {
    public: account(storage.publicUrl),
    secure: account(storage.secureUrl),
    release: account(storage.releaseUrl),
    control: account(storage.controlUrl),
  };
  const containerOf = (place: DataPlace | OwnPlace): ContainerClient => {
    if (isOwnPlace(place)) {
      const [of, name] = ownPlaces[place];
      return accounts[of].getContainerClient(name);
    }
    return accounts[accountOfPlace[place]].getContainerClient(place);
  };
  return {
    list: (place) => attempt(`list ${place}`, () => dateOfListing(containerOf(place))),
    mayRead: (place) => mayRead(containerOf(place)),
    readTable: (name) =>
      attempt(`read the table ${name}`, async () => {
        const table = tableIn(storage.apiVersion, storage.tableUrl, name, credential, tableRetries);
        await table.listEntities().byPage({ maxPageSize: 1 }).next();
      }),
    publishedKeys: async () => countKeys(await keySetOf(signIn.issuer)),
    askCollector: async () => (collector === undefined ? undefined : await askCollector(collector.endpoint)),
    signInToMailServer: () => signInToMailServer(mail, () => secrets.get('smtp-password')),
  };
}

function isOwnPlace(place: DataPlace | OwnPlace): place is OwnPlace {
  return Object.hasOwn(ownPlaces, place);
}

async function dateOfListing(container: ContainerClient): Promise<Date> {
  const { value: page } = await container.listBlobsFlat().byPage({ maxPageSize: 1 }).next();
  if (page?.date === undefined) throw new Error('The answer has no Date header');
  return page.date;
}

async function mayRead(container: ContainerClient): Promise<'refused' | 'allowed'> {
  try {
    await container.getBlobClient(`no-such-project/${randomUUID()}`).getProperties();
    return 'allowed';
  } catch (error) {
    if (isMissing(error)) return 'allowed';
    if (statusOf(error) === 403) return 'refused';
    throw serviceError(`ask for a made-up blob in ${container.containerName}`, error);
  }
}

const keySetSchema = z.object({ keys: z.array(z.object({ kid: z.string() })) });

async function countKeys(address: URL): Promise<number> {
  const response = await fetch(address, { signal: AbortSignal.timeout(10_000) });
  if (!response.ok) throw new Error(`${address.href} answered ${response.status}; tokens cannot be checked`);
  return keySetSchema.parse(await response.json()).keys.length;
}
