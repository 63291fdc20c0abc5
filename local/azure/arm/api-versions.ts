import { resourceManagerLimits } from '../limits/resource-manager.ts';
import { beyond } from './arm-error.ts';

const { apiVersion, apiVersionForm, apiVersionGiven } = resourceManagerLimits;

/**
 * Versions of each type that the SDKs, the types of Bicep or Azure Verified Modules name, by the first part of its path: no more than Azure
 * has, though it has others too.
 */
const known: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'microsoft.compute': {
    virtualmachines: ['2024-03-01', '2024-07-01', '2024-11-01', '2025-04-01', '2025-11-01', '2026-04-01'],
    locations: ['2024-03-01', '2024-07-01', '2024-11-01', '2025-04-01', '2025-11-01', '2026-04-01'],
    galleries: ['2024-03-03', '2025-03-03', '2025-12-03'],
    skus: ['2019-04-01', '2021-07-01'],
  },
  'microsoft.insights': { metrics: ['2018-01-01', '2023-10-01', '2024-02-01'] },
  'microsoft.machinelearningservices': {
    workspaces: ['2022-10-01', '2024-04-01', '2024-10-01', '2025-06-01', '2025-09-01', '2025-12-01', '2026-05-01'],
    locations: ['2022-10-01', '2024-04-01', '2024-10-01', '2025-06-01', '2025-09-01', '2025-12-01', '2026-05-01'],
  },
  'microsoft.datafactory': { factories: ['2018-06-01'] },
};

/** Refuses a request in a version that its type does not have, or in none. A type that is not here is its provider's to refuse. */
export function checkApiVersion(path: string, version: string | null): void {
  if (version === null) throw beyond(apiVersionGiven, 'The api-version query parameter is required for all requests.');
  if (!/^20\d\d-\d\d-\d\d(-preview)?$/.test(version))
    throw beyond(apiVersionForm, `The api-version '${version}' is invalid.`);
  const [, namespace = '', type = ''] = /.*\/providers\/([^/]+)\/([^/]+)/i.exec(path) ?? [];
  const versions = known[namespace.toLowerCase()]?.[type.toLowerCase()];
  if (versions === undefined || versions.includes(version)) return;
  throw beyond(
    apiVersion,
    `No registered resource provider found for API version '${version}' for type '${type}'. The supported api-versions are '${versions.join(', ')}'.`,
  );
}
