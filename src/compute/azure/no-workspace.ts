import type { WorkspacePort } from '../ports/compute.ts';

const refuse = async (): Promise<never> => {
  throw new Error(
    'This environment has no workspace of Machine Learning. Take the clusters and instances out of the definition, or set the parameter machineLearning to true and provision again.',
  );
};

/** The workspace of an environment that leaves Machine Learning out: nothing is in it, and nothing can be made. */
export const noWorkspace: WorkspacePort = {
  list: async () => ({ clusters: [], instances: [], others: [] }),
  quotas: refuse,
  createCluster: refuse,
  rescaleCluster: refuse,
  createInstance: refuse,
  startInstance: refuse,
  stopInstance: refuse,
  remove: refuse,
  limitInstance: refuse,
};
