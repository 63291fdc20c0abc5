import { z } from 'zod';
import { vmTemplate } from './compute/domain/vm-template.ts';
import { address, clientId, issuer, publicAddress, readSettings, storageVersion } from './domain/base/app-settings.ts';
import { type Door, doorFacts, doors } from './domain/base/door.ts';
import { schedulePattern } from './domain/base/schedule.ts';
import { incidentClocks, usualClocks } from './domain/history/incident-clocks.ts';
import { usualTicks } from './domain/notification/tick.ts';
import type { GroupsClaim } from './domain/people/group-rule.ts';
import { readProjectGroups } from './domain/people/project-groups.ts';

const name = z.string().min(1).max(260);
const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(least).max(most));
const json = z.string().transform((text, context): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'must be JSON on one line' });
    return z.NEVER;
  }
});

const settings = z.object({
  PUBLIC_BLOB_URL: address,
  SECURE_BLOB_URL: address,
  RELEASE_BLOB_URL: address.optional(),
  CONTROL_BLOB_URL: address,
  CONTROL_TABLE_URL: address,
  SAFE_BLOB_URL: address.optional(),
  STORAGE_API_VERSION: storageVersion,
  CONTROL_CLIENT_ID: clientId,
  ARM_URL: address,
  SUBSCRIPTION_ID: z.guid('must be a subscription id (a GUID)'),
  DATA_FACTORY_RESOURCE_GROUP: name,
  DATA_FACTORY_NAME: name,
  COMPUTE_RESOURCE_GROUP: name,
  ML_RESOURCE_GROUP: name,
  ML_WORKSPACE_NAME: name,
  VM_TEMPLATE: json.pipe(vmTemplate),
  KEY_VAULT_URL: address,
  KEY_VAULT_VERIFY_CHALLENGE: z.enum(['true', 'false']).default('true'),
  ENTRA_ISSUER: issuer,
  ENTRA_CLIENT_ID: clientId,
  API_AUDIENCE: z.string().startsWith('api://', 'must be the identifier of the app registration, starting with api://'),
  // And as many more as it takes, with numbers: `readProjectGroups` reads all of them.
  PROJECT_GROUPS: z.string().optional(),
  GROUPS_CLAIM: z.enum(['on', 'off']).default('on'),
  PUBLIC_BASE_URL: publicAddress,
  READING_ROOM_URL: publicAddress.optional(),
  SMTP_HOST: name,
  SMTP_PORT: wholeNumber(1, 65_535),
  SMTP_SECURITY: z.enum(['none', 'starttls', 'tls']),
  SMTP_USER: name.optional(),
  MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>\r\n]*<)?[^\s<>@]+@[^\s<>@]+>?$/, 'must be a mail address, or a name and <address>'),
  MAIL_PER_MINUTE: wholeNumber(1, 1000).optional(),
  MAIL_PER_HOUR: wholeNumber(1, 5000).optional(),
  INGRESS_RESTORE_DAYS: wholeNumber(0, 1000),
  EXPORT_RESTORE_DAYS: wholeNumber(0, 1000),
  DATASET_DAYS: wholeNumber(0, 146_000),
  TRANSFER_POLL_SECONDS: wholeNumber(1, 3600).prefault('5'),
  OUTAGE_HOURS: wholeNumber(1, 720).prefault('24'),
  TELL_TICK_SECONDS: wholeNumber(1, 3600).prefault(String(usualTicks.tell)),
  LINK_TICK_SECONDS: wholeNumber(1, 3600).prefault(String(usualTicks.link)),
  MAIL_WINDOW_SECONDS: wholeNumber(0, 86_400).prefault('3600'),
  INCIDENT_CLOCKS: json.pipe(incidentClocks).prefault(JSON.stringify(usualClocks)),
  PEOPLE_KEEP_DAYS: wholeNumber(30, 3650).prefault('730'),
  STORAGE_SKEW_SECONDS: wholeNumber(0, 60).prefault('10'),
  SENT_BUNDLE: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be the digest of a bundle (64 hexadecimal digits)')
    .optional(),
  LEFT_OUT: z
    .string()
    .transform((text) => text.split(/\s+/).filter((part) => part !== ''))
    .prefault(''),
  SCANNED_DOORS: z.enum(['none', 'ingress', 'both']).default('none'),
  SECOND_OPERATOR: z.enum(['on', 'off']).default('on'),
  OTEL_EXPORTER_OTLP_ENDPOINT: address.optional(),
  OTEL_EXPORTER_OTLP_TIMEOUT: wholeNumber(1, 60_000).prefault('1000'),
  SWEEP_SCHEDULE: schedulePattern,
  COMPUTE_SCHEDULE: schedulePattern,
});

/** An environment without a workspace of Machine Learning has no name for it. */
const withoutWorkspace = settings.extend({ ML_WORKSPACE_NAME: name.optional() });

const scannedDoors: Readonly<Record<'none' | 'ingress' | 'both', readonly Door[]>> = {
  none: [],
  ingress: ['ingress'],
  both: doors,
};

/** The settings of the app as the code uses them. Addresses have no trailing slash. */
export type Config = ReturnType<typeof toConfig>;

/** Reads the environment by `readSettings`, whose error it throws. The names stand in local.settings.sample.json. */
export function parseConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const whole = !settings.shape.LEFT_OUT.parse(env['LEFT_OUT'] ?? '').includes('machineLearning');
  return toConfig(readSettings<Env>(whole ? settings : withoutWorkspace, env), readProjectGroups(env));
}

/** Names of all settings that `parseConfig` knows. */
export const settingNames: readonly string[] = Object.keys(settings.shape);

type Env = z.infer<typeof withoutWorkspace>;

function storageIn(env: Env) {
  return {
    publicUrl: env.PUBLIC_BLOB_URL,
    secureUrl: env.SECURE_BLOB_URL,
    releaseUrl: env.RELEASE_BLOB_URL ?? env.PUBLIC_BLOB_URL,
    controlUrl: env.CONTROL_BLOB_URL,
    tableUrl: env.CONTROL_TABLE_URL,
    safeUrl: env.SAFE_BLOB_URL,
    apiVersion: env.STORAGE_API_VERSION,
  };
}

function mailIn(env: Env) {
  return {
    host: env.SMTP_HOST,
    port: env.SMTP_PORT,
    security: env.SMTP_SECURITY,
    user: env.SMTP_USER,
    from: env.MAIL_FROM,
    limits: { perMinute: env.MAIL_PER_MINUTE, perHour: env.MAIL_PER_HOUR },
  };
}

function toConfig(env: Env, projects: GroupsClaim['projects']) {
  return {
    storage: storageIn(env),
    clientId: env.CONTROL_CLIENT_ID,
    arm: { url: env.ARM_URL, subscriptionId: env.SUBSCRIPTION_ID },
    dataFactory: { resourceGroup: env.DATA_FACTORY_RESOURCE_GROUP, name: env.DATA_FACTORY_NAME },
    compute: { resourceGroup: env.COMPUTE_RESOURCE_GROUP, template: env.VM_TEMPLATE },
    machineLearning: { resourceGroup: env.ML_RESOURCE_GROUP, workspace: env.ML_WORKSPACE_NAME },
    vault: { url: env.KEY_VAULT_URL, verifyChallenge: env.KEY_VAULT_VERIFY_CHALLENGE === 'true' },
    signIn: {
      issuer: env.ENTRA_ISSUER,
      tenantId: /\/([0-9a-f-]{36})\//i.exec(env.ENTRA_ISSUER)?.[1] ?? '',
      clientId: env.ENTRA_CLIENT_ID,
      audience: env.API_AUDIENCE,
    },
    groupsClaim: { on: env.GROUPS_CLAIM === 'on', projects },
    publicBaseUrl: env.PUBLIC_BASE_URL,
    readingRoomUrl: env.READING_ROOM_URL,
    mail: mailIn(env),
    restorableDays: { ingress: env.INGRESS_RESTORE_DAYS, export: env.EXPORT_RESTORE_DAYS },
    datasetDays: env.DATASET_DAYS,
    transferPollSeconds: env.TRANSFER_POLL_SECONDS,
    ticks: { tell: env.TELL_TICK_SECONDS, link: env.LINK_TICK_SECONDS },
    mailWindowSeconds: env.MAIL_WINDOW_SECONDS,
    ...{ outageHours: env.OUTAGE_HOURS, incidentClocks: env.INCIDENT_CLOCKS },
    peopleKeepDays: env.PEOPLE_KEEP_DAYS,
    storageSkewSeconds: env.STORAGE_SKEW_SECONDS,
    ...{ leftOut: env.LEFT_OUT, sentBundle: env.SENT_BUNDLE },
    scannedDoors: scannedDoors[env.SCANNED_DOORS],
    doorUrls: {
      ingress: `${env.PUBLIC_BLOB_URL}/${doorFacts('ingress').container}`,
      export: `${env.SECURE_BLOB_URL}/${doorFacts('export').container}`,
    },
    secondOperator: env.SECOND_OPERATOR === 'on',
    collector:
      env.OTEL_EXPORTER_OTLP_ENDPOINT === undefined
        ? undefined
        : { endpoint: env.OTEL_EXPORTER_OTLP_ENDPOINT, patienceMilliseconds: env.OTEL_EXPORTER_OTLP_TIMEOUT },
  };
}
