import { expect, it } from 'vitest';
import hospital from '../../docs/examples/hospital-project.json' with { type: 'json' };
import small from '../../docs/examples/small-study.json' with { type: 'json' };
import { projectSchema, withDefaults } from '../../src/domain/project/project.ts';

it('the example of a small study says no more than a definition must, and is valid', () => {
  const project = projectSchema.parse(small);
  expect(project).toEqual(withDefaults(project));
});

it('the example of a hospital project says everything that a definition can, and is valid', () => {
  const { suspended, ...project } = projectSchema.parse(hospital);
  expect(suspended).toEqual([]);
  const { approvers, ...people } = project.people;
  expect(hospital).toMatchObject({ ...project, people });
  expect(approvers).toHaveLength(hospital.people.approvers.length);
  for (const key of Object.keys(projectSchema.shape))
    if (!['suspended', 'closed'].includes(key)) expect(hospital).toHaveProperty(key);
});
