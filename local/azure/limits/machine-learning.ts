import { type Limits, remembered } from './limit.ts';

const quotas = 'https://learn.microsoft.com/azure/machine-learning/how-to-manage-quotas';
const by = 'compute/workspace-request.ts';
const product = 'test/compute/limits-kept.test.ts';
const refused = { status: 400, code: 'BadRequest', wordIsOurs: true } as const;

/** Azure Machine Learning: what it takes of computes. */
export const machineLearningLimits = {
  nodes: { what: 'nodes of a cluster', most: 65_000, source: quotas, refused, by, product },
  fewestNodes: {
    what: 'nodes that a cluster keeps are within its most',
    most: 'always',
    source: remembered,
    refused,
    by,
  },
  clusterName: { what: 'characters of the name of a cluster', most: 16, source: remembered, refused, by, product },
  instanceName: { what: 'characters of the name of an instance', most: 24, source: remembered, refused, by, product },
  shortInstanceName: { what: 'characters that an instance has at least', most: 3, source: remembered, refused, by },
  idle: { what: 'minutes until an idle instance stops', most: 3 * 1440, source: remembered, refused, by, product },
  shortestIdle: {
    what: 'minutes that an idle instance runs at least',
    most: 15,
    source: remembered,
    refused,
    by,
    product,
  },
} satisfies Limits;
