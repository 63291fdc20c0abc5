import { expect, test } from 'vitest';
import { subjectOf } from '../../../src/compute/reconcile/subject.ts';
import { computeDefinition } from '../../../src/domain/project/compute-definition.ts';
import { sampleProject } from '../../domain/sample.ts';

const now = new Date('2026-03-01T10:00:00Z');
const machine = { name: 'vm1', size: 'Standard_D2s_v5', image: 'dsvm', power: { mode: 'always-on' } };
const closed = (prune: boolean) => {
  const compute = computeDefinition.parse({ virtualMachines: [machine], prune });
  return sampleProject({ closed: { releases: 'keep' }, compute });
};

test('the computes of a closed project are switched off as after its end', () => {
  const subject = subjectOf(closed(false), now);
  expect(subject.active).toBe(false);
  expect(subject.definition.virtualMachines).toHaveLength(1);
});

test('the computes of a hibernated project are off, and it is said that this is why', () => {
  const hibernated = sampleProject({ hibernated: true });
  expect(subjectOf(hibernated, now)).toMatchObject({ active: false, hibernated: true });
  const over = sampleProject({ hibernated: true, ends: '2026-02-01' });
  expect(subjectOf(over, now)).toMatchObject({ active: false, hibernated: false });
});

test('those of a closed project that prunes are kept while it is hibernated', () => {
  const subject = subjectOf({ ...closed(true), hibernated: true }, now);
  expect(subject).toMatchObject({ active: false, definition: { virtualMachines: [machine] } });
  expect(subject.end).toBeUndefined();
});

test('where its definition prunes, they are wanted no more and deleted', () => {
  const subject = subjectOf(closed(true), now);
  expect(subject).toMatchObject({ active: true, definition: { virtualMachines: [], prune: true } });
});
