import type { Settings } from '../settings.ts';

/** The connection of a blob trigger: where its storage account is, and which identity the host uses there. */
export interface BlobConnection extends QueueConnection {
  blobServiceUri: string;
}

/** The connection of a queue trigger. */
export interface QueueConnection {
  name: string;
  queueServiceUri: string;
  clientId: string | undefined;
}

/** Reads the settings `<NAME>__blobServiceUri`, `__queueServiceUri`, `__credential` and `__clientId`; throws when one is missing or no managed identity. */
export function blobConnection(name: string, settings: Settings): BlobConnection {
  return { ...queueConnection(name, settings), blobServiceUri: required(name, 'blobServiceUri', settings) };
}

/** Reads the settings `<NAME>__queueServiceUri`, `__credential` and `__clientId`; throws when one is missing or no managed identity. */
export function queueConnection(name: string, settings: Settings): QueueConnection {
  const credential = required(name, 'credential', settings);
  if (credential.toLowerCase() !== 'managedidentity')
    throw new Error(`${name}__credential is '${credential}': this host knows only managedidentity.`);
  const clientId = settings[`${name}__clientId`];
  return { name, queueServiceUri: required(name, 'queueServiceUri', settings), clientId };
}

function required(name: string, suffix: string, settings: Settings): string {
  const value = settings[`${name}__${suffix}`];
  if (!value) throw new Error(`The setting ${name}__${suffix} is missing.`);
  return value.replace(/\/+$/, '');
}
