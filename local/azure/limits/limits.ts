import { blobLimits } from './blobs.ts';
import { dataFactoryLimits } from './data-factory.ts';
import { keyVaultLimits } from './key-vault.ts';
import type { Limits } from './limit.ts';
import { machineLearningLimits } from './machine-learning.ts';
import { machineLimits } from './machines.ts';
import { queueLimits } from './queues.ts';
import { resourceManagerLimits } from './resource-manager.ts';
import { tableLimits } from './tables.ts';

/** Every limit of Azure that is known here, by the stand-in that meets it. */
export const limits = {
  blobs: blobLimits,
  dataFactory: dataFactoryLimits,
  keyVault: keyVaultLimits,
  machineLearning: machineLearningLimits,
  machines: machineLimits,
  queues: queueLimits,
  resourceManager: resourceManagerLimits,
  tables: tableLimits,
} satisfies Readonly<Record<string, Limits>>;
