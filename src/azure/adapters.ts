import type { TokenCredential } from '@azure/identity';
import { lazily } from '../domain/base/reading/lazily.ts';
import type { MailLimits } from '../domain/notification/mail-pace.ts';
import type { Mailer } from '../ports/mail.ts';
import type { Ports } from '../ports/ports.ts';
import type { Telemetry } from '../ports/telemetry.ts';
import { bundleDigest } from './base/bundle-digest.ts';
import { systemClock, systemRandom } from './base/clock-random.ts';
import { vaultSealKeys } from './base/seals/seal-keys.ts';
import { vaultClient, vaultSecrets } from './base/secrets.ts';
import { tableIn } from './base/storage-version.ts';
import { type MailServer, smtpMailer } from './notification/mailer.ts';
import { webhookMessenger } from './notification/messenger.ts';
import { pacedMailer } from './notification/paced-mailer.ts';
import { type Storage, storagePorts } from './storage-ports.ts';
import type { CollectorSettings } from './telemetry/batch.ts';
import { noTelemetry } from './telemetry/no-telemetry.ts';
import { otlpTelemetry } from './telemetry/otlp-telemetry.ts';
import { listedAccount } from './transfer/arrow-answers.ts';
import { azureDataFactory } from './transfer/data-factory.ts';

/** Addresses have no trailing slash. */
export interface AdapterSettings {
  readonly storage: Readonly<
    Record<'publicUrl' | 'secureUrl' | 'releaseUrl' | 'controlUrl' | 'tableUrl' | 'apiVersion', string>
  > & { readonly safeUrl?: string | undefined };
  readonly dataFactory: { readonly resourceGroup: string; readonly name: string };
  readonly vault: { readonly url: string; readonly verifyChallenge: boolean };
  readonly arm: { readonly url: string; readonly subscriptionId: string };
  /** Without limits its server takes as many mails as come. */
  readonly mail: MailServer & { readonly limits?: MailLimits };
  /** Where telemetry goes; missing where none is sent. */
  readonly collector?: Omit<CollectorSettings, 'instance'> | undefined;
}

/** The ports that seal the rows of earlier versions need: as the app reads, and believing rows that have no seal. */
export type StoredPorts = ReturnType<typeof storagePorts> & Pick<Ports, 'secrets' | 'clock'>;
export type SealFirst = (around: { readonly sealed: StoredPorts; readonly believing: StoredPorts }) => Promise<void>;

/** Of the files that this very code was loaded from. */
const bundle = lazily(() => bundleDigest(new URL('.', import.meta.url)));

/** Nothing is called before a port is used; with `sealFirst` no table is until that is done. */
export function buildAdapters(settings: AdapterSettings, credential: TokenCredential, sealFirst?: SealFirst): Ports {
  const { storage, arm, dataFactory, vault, mail } = settings;
  const secrets = vaultSecrets(vaultClient(vault, credential));
  const stored: Storage = {
    ...accountsOf(storage, credential),
    table: (name) => tableIn(storage.apiVersion, storage.tableUrl, name, credential),
    rowKeys: vaultSealKeys(secrets),
    clock: systemClock,
    telemetry: telemetryOf(settings),
  };
  const storedPorts = (seals: NonNullable<Storage['seals']>): StoredPorts => ({
    ...storagePorts({ ...stored, seals }),
    secrets,
    clock: systemClock,
  });
  const first =
    sealFirst && lazily(() => sealFirst({ sealed: storedPorts({}), believing: storedPorts({ believes: 'bare' }) }));
  const kept = storagePorts(first === undefined ? stored : { ...stored, seals: { first } });
  return {
    ...kept,
    dataFactory: azureDataFactory(
      {
        armUrl: arm.url,
        subscriptionId: arm.subscriptionId,
        resourceGroup: dataFactory.resourceGroup,
        factory: dataFactory.name,
      },
      credential,
    ),
    mailer: mailerOf(mail, secrets, kept.mailPace),
    messenger: webhookMessenger(secrets, systemClock),
    secrets,
    clock: systemClock,
    code: { bundle },
    random: systemRandom,
  };
}

function accountsOf(storage: AdapterSettings['storage'], credential: TokenCredential) {
  const account = (url: string) => listedAccount(url, credential, storage.apiVersion);
  return {
    public: account(storage.publicUrl),
    secure: account(storage.secureUrl),
    release: account(storage.releaseUrl),
    control: account(storage.controlUrl),
    ...(storage.safeUrl === undefined ? {} : { safe: account(storage.safeUrl) }),
  };
}

function mailerOf(mail: AdapterSettings['mail'], secrets: Ports['secrets'], store: Ports['mailPace']): Mailer {
  const mailer = smtpMailer(mail, () => secrets.get('smtp-password'));
  const { limits } = mail;
  if (limits?.perMinute === undefined && limits?.perHour === undefined) return mailer;
  return pacedMailer(mailer, { store, clock: systemClock, limits });
}

function telemetryOf({ collector }: AdapterSettings): Telemetry {
  if (collector === undefined) return noTelemetry;
  return otlpTelemetry({ ...collector, instance: systemRandom.uuid() }, systemClock);
}
