import type { Limits } from './limit.ts';

const quotas = 'https://learn.microsoft.com/azure/machine-learning/how-to-manage-quotas';
const clusters = 'https://learn.microsoft.com/azure/machine-learning/how-to-create-attach-compute-cluster';
const instances = 'https://learn.microsoft.com/azure/machine-learning/how-to-create-compute-instance';
const by = 'compute/workspace-request.ts';
const product = 'test/compute/limits-kept.test.ts';
const refused = { status: 400, code: 'BadRequest', wordIsOurs: true } as const;

/** Azure Machine Learning: what it takes of computes. */
export const machineLearningLimits = {
  nodes: { what: 'nodes of a cluster', most: 65_000, source: quotas, refused, by, product },
  fewestNodes: {
    what: 'nodes that a cluster keeps are within its most',
    most: 'always',
    source: clusters,
    refused,
    by,
  },
  clusterName: { what: 'characters of the name of a cluster', most: 16, source: clusters, refused, by, product },
  instanceName: { what: 'characters of the name of an instance', most: 24, source: instances, refused, by, product },
  shortInstanceName: { what: 'characters that an instance has at least', most: 3, source: instances, refused, by },
  idle: { what: 'minutes until an idle instance stops', most: 3 * 1440, source: instances, refused, by, product },
  shortestIdle: {
    what: 'minutes that an idle instance runs at least',
    most: 15,
    source: instances,
    refused,
    by,
    product,
  },
} satisfies Limits;
