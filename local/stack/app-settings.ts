import type { AzureEndpoints } from '../azure/endpoints.ts';
import { laptop, laptopTemplate } from '../azure/laptop.ts';
import { askedVersion } from '../azure/storage/asked-version.ts';
import { triggers } from './triggers.ts';

/** The app settings that Bicep would set in Azure, pointing at the laptop's endpoints instead. */
export function appSettings(azure: AzureEndpoints, baseUrl: string): Record<string, string> {
  const { identities } = azure;
  return {
    FUNCTIONS_WORKER_RUNTIME: 'node',
    FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '4194304',
    PUBLIC_BLOB_URL: azure.blobUrls.public,
    SECURE_BLOB_URL: azure.blobUrls.secure,
    CONTROL_BLOB_URL: azure.blobUrls.control,
    CONTROL_TABLE_URL: azure.tableUrls.control,
    SAFE_BLOB_URL: azure.blobUrls.safe,
    STORAGE_API_VERSION: askedVersion,
    CONTROL_CLIENT_ID: clientId(identities, 'id-control'),
    ARM_URL: azure.armUrl,
    SUBSCRIPTION_ID: azure.subscription,
    DATA_FACTORY_RESOURCE_GROUP: laptop.dataFactory.resourceGroup,
    DATA_FACTORY_NAME: laptop.dataFactory.name,
    COMPUTE_RESOURCE_GROUP: laptop.compute.resourceGroup,
    ML_RESOURCE_GROUP: laptop.machineLearning.resourceGroup,
    ML_WORKSPACE_NAME: laptop.machineLearning.workspace,
    VM_TEMPLATE: JSON.stringify(laptopTemplate(azure.subscription)),
    KEY_VAULT_URL: azure.vaultUrl,
    KEY_VAULT_VERIFY_CHALLENGE: 'false',
    ENTRA_ISSUER: azure.entraIssuer,
    ENTRA_CLIENT_ID: azure.clientId,
    API_AUDIENCE: azure.apiAudience,
    PROJECT_GROUPS: JSON.stringify(azure.projectGroups),
    PUBLIC_BASE_URL: baseUrl,
    SMTP_HOST: '127.0.0.1',
    SMTP_PORT: String(azure.smtpPort),
    SMTP_SECURITY: 'none',
    MAIL_FROM: 'Sallyport <sallyport@example.org>',
    INGRESS_RESTORE_DAYS: '7',
    EXPORT_RESTORE_DAYS: '17',
    DATASET_DAYS: '30',
    TRANSFER_POLL_SECONDS: '1',
    OUTAGE_HOURS: '24',
    // Nobody waits on a laptop.
    TELL_TICK_SECONDS: '1',
    LINK_TICK_SECONDS: '1',
    // Whoever tries things out sends much in an hour, and wants to see each mail.
    MAIL_WINDOW_SECONDS: '0',
    PEOPLE_KEEP_DAYS: '730',
    INCIDENT_CLOCKS: '',
    LEFT_OUT: '',
    SCANNED_DOORS: 'both',
    // All of the laptop's storage is one process with one clock.
    STORAGE_SKEW_SECONDS: '0',
    SWEEP_SCHEDULE: '*/10 * * * * *',
    COMPUTE_SCHEDULE: '0 */5 * * * *',
    ...uploadConnection('ingress', azure),
    ...uploadConnection('export', azure),
    ...queueConnection(triggers.scans, triggers.identity, azure),
    IDENTITY_ENDPOINT: azure.identityEndpoint,
    IDENTITY_HEADER: azure.identityHeader,
  };
}

/** The same of the reading room, which knows of nothing outside the secure network. */
export function roomSettings(azure: AzureEndpoints, baseUrl: string): Record<string, string> {
  const { room, identities } = azure;
  if (room.clientId === undefined)
    throw new Error("The laptop's directory has no app registration of the reading room.");
  return {
    FUNCTIONS_WORKER_RUNTIME: 'node',
    SECURE_BLOB_URL: azure.blobUrls.secure,
    STORAGE_API_VERSION: askedVersion,
    INSPECT_CLIENT_ID: clientId(identities, 'id-inspect'),
    KEY_VAULT_URL: azure.vaultUrl,
    KEY_VAULT_VERIFY_CHALLENGE: 'false',
    ENTRA_ISSUER: azure.entraIssuer,
    ENTRA_CLIENT_ID: room.clientId,
    PUBLIC_BASE_URL: baseUrl,
    INSPECT_SCHEDULE: '0 */15 * * * *',
    HOST_BLOB_URL: azure.blobUrls['inspector-host'],
    HOST_QUEUE_URL: azure.queueUrls['inspector-host'],
    ...queueConnection(triggers.readingRoom.wake, 'id-inspect-host', azure),
    IDENTITY_ENDPOINT: azure.identityEndpoint,
    IDENTITY_HEADER: room.identityHeader,
  };
}

function uploadConnection(door: keyof typeof triggers.uploads, azure: AzureEndpoints): Record<string, string> {
  const { connection, account } = triggers.uploads[door];
  return {
    [`${connection}__blobServiceUri`]: azure.blobUrls[account],
    [`${connection}__queueServiceUri`]: azure.queueUrls.host,
    [`${connection}__credential`]: 'managedidentity',
    [`${connection}__clientId`]: clientId(azure.identities, triggers.identity),
  };
}

function queueConnection(
  { connection, account }: { readonly connection: string; readonly account: 'host' | 'inspector-host' },
  identity: string,
  azure: AzureEndpoints,
): Record<string, string> {
  return {
    [`${connection}__queueServiceUri`]: azure.queueUrls[account],
    [`${connection}__credential`]: 'managedidentity',
    [`${connection}__clientId`]: clientId(azure.identities, identity),
  };
}

function clientId(identities: Readonly<Record<string, string>>, name: string): string {
  const id = identities[name];
  if (id === undefined) throw new Error(`The laptop's directory has no identity ${name}.`);
  return id;
}
