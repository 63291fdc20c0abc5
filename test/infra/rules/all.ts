import { readdirSync } from 'node:fs';
import * as data from './data.ts';
import * as firewall from './firewall.ts';
import * as network from './network.ts';
import * as operations from './operations.ts';
import * as roles from './roles.ts';

const names = (folder: string): string[] =>
  readdirSync(new URL(`../../../infra/data-factory/${folder}/`, import.meta.url)).map((file) =>
    file.replace('.json', ''),
  );

/** Every rule by its name. */
export const rules = {
  ...network,
  ...firewall,
  ...operations,
  ...roles,
  noSharedKeys: data.noSharedKeys,
  encryptedTransport: data.encryptedTransport,
  noSecrets: data.noSecrets,
  versioning: data.versioning,
  immutability: data.immutability,
  sealedDesktop: data.sealedDesktop,
  eventFilters: data.eventFilters,
  factoryDefinitions: data.factoryDefinitions(
    new Map([
      ['pipelines', names('pipeline')],
      ['datasets', names('dataset')],
      ['linkedservices', names('linkedService')],
    ]),
  ),
};
