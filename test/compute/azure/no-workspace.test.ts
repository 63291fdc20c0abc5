import { expect, test } from 'vitest';
import { noWorkspace } from '../../../src/compute/azure/compute-adapters.ts';
import { workspaceByHand } from '../hands.ts';

test('an environment without Machine Learning has no clusters and no instances, and says so to whoever wants one', async () => {
  expect(await noWorkspace.list()).toEqual({ clusters: [], instances: [], others: [] });
  const cluster = {
    name: 'training',
    size: 'Standard_D4s_v5',
    scale: { minNodes: 0, maxNodes: 1, idleMinutes: 15 },
    tags: {},
  };
  await expect(workspaceByHand(noWorkspace).createCluster(cluster)).rejects.toThrow(/no workspace of Machine Learning/);
});
