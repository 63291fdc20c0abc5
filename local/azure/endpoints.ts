import { z } from 'zod';

const accountUrls = z.object({
  public: z.url(),
  secure: z.url(),
  control: z.url(),
  host: z.url(),
  'inspector-host': z.url(),
  release: z.url(),
  safe: z.url(),
});

/** Where everything of a running stack is. The stack writes it to `azure.json` in its state folder. */
export const azureEndpointsSchema = z.object({
  /** Blob, queue and table endpoints through the gateway, by storage account. */
  blobUrls: accountUrls,
  queueUrls: accountUrls,
  tableUrls: accountUrls,
  /** Resource Manager; also the audience of its tokens. */
  armUrl: z.url(),
  subscription: z.uuid(),
  entraUrl: z.url(),
  /** `<entraUrl>/<tenant>/v2.0`, what the app is configured with. */
  entraIssuer: z.url(),
  /** The sign-in page. */
  authorizeUrl: z.url(),
  /** Client id and audience of the app registration. */
  clientId: z.uuid(),
  apiAudience: z.string(),
  /** IDENTITY_ENDPOINT and IDENTITY_HEADER of App Service. The header is a secret of this run. */
  identityEndpoint: z.url(),
  identityHeader: z.string(),
  /** The same of the reading room, and the client id of its app registration where the directory has one. */
  room: z.object({ identityHeader: z.string(), clientId: z.uuid().optional() }),
  /** Client id of each managed identity. */
  identities: z.record(z.string(), z.uuid()),
  /** Object ids of the groups of each project, by role, as Bicep would hand them to the app. */
  projectGroups: z.record(z.string(), z.record(z.string(), z.uuid())),
  vaultUrl: z.url(),
  smtpPort: z.number().int(),
  mailUrl: z.url(),
  /** The page that shows what came to the channels. */
  chatUrl: z.url(),
  /** PEM file of the authority that signed every TLS certificate here. */
  caFile: z.string(),
  /** The control API; undefined unless the stack runs as its own process. */
  controlUrl: z.url().optional(),
});
export type AzureEndpoints = z.infer<typeof azureEndpointsSchema>;
