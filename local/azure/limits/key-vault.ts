import { type Limits, nobody, remembered } from './limit.ts';

const objects = 'https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates';
const listing = 'https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret-versions/get-secret-versions';
const by = 'key-vault.ts';
const refused = { status: 400, code: 'BadParameter', wordIsOurs: true } as const;

/** Key Vault: what it takes of secrets and of those who read them. */
export const keyVaultLimits = {
  name: { what: 'characters of the name of a secret', most: 127, source: objects, refused, by },
  nameForm: {
    what: 'names of secrets are letters, digits and hyphens',
    most: 'no other',
    source: objects,
    refused,
    by,
  },
  page: { what: 'versions of a secret on one page', most: 25, source: listing, refused, by },
  apiVersion: {
    ...{ what: 'api-versions that the vault has', by },
    most: '7.0 7.1 7.2 7.3 7.4 7.5 7.6-preview.2 7.6 2025-07-01 2026-04-01',
    source: 'https://github.com/Azure/azure-sdk-for-js/tree/main/sdk/keyvault/keyvault-secrets',
    refused,
  },
  valueBytes: {
    ...{ what: 'bytes of a secret', most: 25_600, by: nobody },
    source: 'https://learn.microsoft.com/archive/blogs/kv/rest-api-update',
    refused,
  },
  tags: { what: 'tags of a secret', most: 15, source: remembered, refused, by: nobody },
} satisfies Limits;
