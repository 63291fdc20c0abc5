import type { Settings } from '../settings.ts';

/** The connection of a blob trigger: where its storage account is, and which identity the host uses there. */
export interface BlobConnection {
  name: string;
  blobServiceUri: string;
  queueServiceUri: string;
  clientId: string | undefined;
}

/** Reads the settings `<NAME>__blobServiceUri`, `__queueServiceUri`, `__credential` and `__clientId`; throws when one is missing or no managed identity. */
export function blobConnection(name: string, settings: Settings): BlobConnection {
  const required = (suffix: string): string => {
    const value = settings[`${name}__${suffix}`];
    if (!value) throw new Error(`The setting ${name}__${suffix} is missing.`);
    return value.replace(/\/+$/, '');
  };
  const credential = required('credential');
  if (credential.toLowerCase() !== 'managedidentity')
    throw new Error(`${name}__credential is '${credential}': this host knows only managedidentity.`);
  return {
    name,
    blobServiceUri: required('blobServiceUri'),
    queueServiceUri: required('queueServiceUri'),
    clientId: settings[`${name}__clientId`],
  };
}
