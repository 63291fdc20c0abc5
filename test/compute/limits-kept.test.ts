import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkTags } from '../../local/azure/arm/tags.ts';
import { parseComputeCreation } from '../../local/azure/compute/workspace-request.ts';
import type { Limits } from '../../local/azure/limits/limit.ts';
import { limits } from '../../local/azure/limits/limits.ts';
import { powerTag } from '../../src/compute/domain/power.ts';
import { imageTag, powerPlanTag, projectTag } from '../../src/compute/domain/world.ts';
import { projectIdPattern } from '../../src/domain/operation/blob-name.ts';
import { computeDefinition } from '../../src/domain/project/compute-definition.ts';

const here = 'test/compute/limits-kept.test.ts';

const rows = Object.entries<Limits>(limits).flatMap(([service, ofService]) =>
  Object.entries(ofService).flatMap(([name, { product }]) => (product === here ? [`${service}.${name}`] : [])),
);

/** Every tag that a machine of ours has. */
function tags(): void {
  const pattern = fc.string({ maxLength: 400 });
  fc.assert(
    fc.property(fc.stringMatching(projectIdPattern), pattern, pattern, (project, start, stop) => {
      const power = powerTag({ mode: 'schedule', start, stop }, 'America/Argentina/ComodRivadavia');
      checkTags({ tags: { [projectTag]: project, [powerPlanTag]: power, [imageTag]: 'i'.repeat(60) } });
    }),
  );
}

const near = (...numbers: number[]) =>
  fc.constantFrom(...numbers.flatMap((number) => [number - 1, number, number + 1]));
const name = fc.oneof(
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,26}$/),
  near(2, 3, 16, 24).map((length) => 'n'.repeat(length)),
);
const size = 'Standard_D2s_v5';

/** What a definition takes of computes of Azure Machine Learning, that takes too. */
function computes(): void {
  const { nodes, idle, shortestIdle } = limits.machineLearning;
  const location = 'westeurope';
  fc.assert(
    fc.property(name, near(1, 1000, nodes.most), fc.nat(3), (called, maxNodes, minNodes) => {
      const wanted = { clusters: [{ name: called, size, minNodes, maxNodes }] };
      if (!computeDefinition.safeParse(wanted).success) return;
      const scaleSettings = { minNodeCount: minNodes, maxNodeCount: maxNodes };
      const properties = { computeType: 'AmlCompute', properties: { vmSize: size, scaleSettings } };
      parseComputeCreation(called, { location, properties });
    }),
  );
  fc.assert(
    fc.property(name, near(shortestIdle.most, idle.most), (called, idleMinutes) => {
      const assignedTo = '00000000-0000-4000-8000-000000000001';
      const wanted = { name: called, size, assignedTo, idleMinutes, power: { mode: 'manual' } };
      if (!computeDefinition.safeParse({ instances: [wanted] }).success) return;
      const ofInstance = { vmSize: size, idleTimeBeforeShutdown: `PT${idleMinutes}M` };
      parseComputeCreation(called, {
        location,
        properties: { computeType: 'ComputeInstance', properties: ofInstance },
      });
    }),
  );
}

function deployedUser(): void {
  const bicep = readFileSync(join(import.meta.dirname, '../../infra/layers/research.bicep'), 'utf8');
  const [, user = ''] = /userName: '(\w+)'/.exec(bicep) ?? [];
  expect(user).not.toBe('');
  expect(limits.machines.userNameTaken.most.split(' ')).not.toContain(user);
}

const tests: Readonly<Record<string, () => void>> = {
  'machineLearning.clusterName': computes,
  'machineLearning.idle': computes,
  'machineLearning.instanceName': computes,
  'machineLearning.nodes': computes,
  'machineLearning.shortestIdle': computes,
  'machines.userNameTaken': deployedUser,
  'resourceManager.tagCharacters': tags,
  'resourceManager.tagName': tags,
  'resourceManager.tagValue': tags,
  'resourceManager.tags': tags,
};

describe('the product stops before', () => {
  test('each limit that names this file', () => {
    expect(Object.keys(tests).toSorted()).toEqual(rows.toSorted());
  });

  test.each(rows)('%s', (row) => {
    tests[row]?.();
  });
});
