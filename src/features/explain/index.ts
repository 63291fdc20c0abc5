import type { Deployment } from '../../domain/overview/deployment.ts';
import { onceAsked, type Wing } from '../../functions/base/wing.ts';
import type { CallerCheck } from '../../web/caller.ts';
import { reading } from '../../web/reading.ts';
import { explain } from './descriptions.ts';
import { explainSettings } from './domain/project-status.ts';
import type { SeeComputesServices } from './see-computes.ts';

export const explainWing: Wing<
  typeof explain,
  Omit<SeeComputesServices, 'explaining'> & CallerCheck & { readonly deployment: Deployment }
> = {
  handlers: (given) =>
    onceAsked(explain, async () => {
      const services = { ...given, explaining: explainSettings(given.deployment) };
      const [{ answerCompute, answerOperation, answerProject }, { listComputes, showComputes }] = await Promise.all([
        import('./explain-routes.ts'),
        import('./see-computes.ts'),
      ]);
      return {
        explainDataset: reading(services, explain.explainDataset, answerOperation('ingress')),
        explainExport: reading(services, explain.explainExport, answerOperation('export')),
        explainProject: reading(services, explain.explainProject, answerProject),
        explainCompute: reading(services, explain.explainCompute, answerCompute),
        listComputes: reading(services, explain.listComputes, listComputes),
        showComputes: reading(services, explain.showComputes, showComputes),
      };
    }),
};
