import { describe, expect, it } from 'vitest';
import { imageProblems } from '../../../src/compute/domain/images.ts';
import { nameProblems } from '../../../src/compute/domain/name-claims.ts';
import { computeDefinition } from '../../../src/domain/project/compute-definition.ts';

const power = { mode: 'off' };
const size = 'Standard_D4s_v5';
const machine = (name: string, image = 'data-science') => ({ name, size, image, power });
const cluster = (name: string) => ({ name, size, maxNodes: 2 });
const instance = (name: string) => ({ name, size, power, assignedTo: '6f0a4c1e-8d2b-4b5a-9a0e-3f1d2c4b5a69' });

function of(project: string, definition: object) {
  return { project, definition: computeDefinition.parse(definition) };
}

describe('names that two definitions want', () => {
  it('are found without regard to case, with path, rule, value and the id of the other project', () => {
    const genomics = of('genomics', { virtualMachines: [machine('dsvm-1'), machine('dsvm-2')] });
    const heart = of('heart-study', { virtualMachines: [machine('DSVM-2')] });
    expect(nameProblems(genomics, [heart])).toEqual([
      {
        rule: 'name-of-one-project',
        path: 'compute.virtualMachines[1].name',
        value: 'dsvm-2',
        message: 'must be another name: the project heart-study has it already (upper and lower case are the same)',
      },
    ]);
  });

  it('are one list for clusters and instances, and another for machines', () => {
    const mine = of('genomics', { clusters: [cluster('shared')], virtualMachines: [machine('alone')] });
    const theirs = of('heart-study', { instances: [instance('Shared'), instance('alone')] });
    expect(nameProblems(mine, [theirs]).map(({ path }) => path)).toEqual(['compute.clusters[0].name']);
    expect(nameProblems(theirs, [mine]).map(({ path }) => path)).toEqual(['compute.instances[0].name']);
  });

  it('are no names of the same project, whose stored definition is being replaced', () => {
    const genomics = of('genomics', { virtualMachines: [machine('dsvm-1')] });
    expect(nameProblems(genomics, [genomics])).toEqual([]);
  });
});

describe('images', () => {
  it('that the deployment does not know are refused with those it has', () => {
    const { definition } = of('genomics', { virtualMachines: [machine('vm-1'), machine('vm-2', 'windows-95')] });
    expect(imageProblems(definition, ['data-science', 'gpu'])).toEqual([
      {
        rule: 'known-image',
        path: 'compute.virtualMachines[1].image',
        value: 'windows-95',
        message: 'must be an image of this deployment: data-science or gpu',
      },
    ]);
    expect(imageProblems(definition, [])).toMatchObject([
      { message: 'names an image, and this deployment has none' },
      { message: 'names an image, and this deployment has none' },
    ]);
  });

  it('of a name that every object has are unknown too', () => {
    const { definition } = of('genomics', { virtualMachines: [machine('vm-1', 'constructor')] });
    expect(imageProblems(definition, ['data-science'])).toHaveLength(1);
  });
});
