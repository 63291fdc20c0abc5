import type { Deployment } from '../../domain/overview/deployment.ts';
import type { Wing } from '../../functions/base/wing.ts';
import type { explain } from './descriptions.ts';
import type { ExplainSettings } from './domain/standing.ts';
import { tellOfCompute, tellOfOperation, tellOfProject } from './explain-routes.ts';
import { listComputes, type SeeComputesServices, showComputes } from './see-computes.ts';

export const explainWing: Wing<
  typeof explain,
  Omit<SeeComputesServices, 'explaining'> & { readonly deployment: Deployment }
> = {
  handlers: (given) => {
    const services = { ...given, explaining: explainSettings(given.deployment) };
    return {
      explainDataset: tellOfOperation(services, 'ingress'),
      explainExport: tellOfOperation(services, 'export'),
      explainProject: tellOfProject(services),
      explainCompute: tellOfCompute(services),
      listComputes: listComputes(services),
      showComputes: showComputes(services),
    };
  },
};

function explainSettings({ storage, vault, arm, dataFactory, outageHours }: Deployment): ExplainSettings {
  return {
    accounts: { ingress: storage.publicUrl, export: storage.secureUrl },
    vaultUrl: vault.url,
    factory: { armUrl: arm.url, subscriptionId: arm.subscriptionId, ...dataFactory },
    outageHours,
  };
}
