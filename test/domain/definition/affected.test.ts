import { describe, expect, test } from 'vitest';
import { affectedBy } from '../../../src/domain/definition/affected.ts';
import { compareDefinitions } from '../../../src/domain/definition/definition-change.ts';
import { type Project, projectSchema } from '../../../src/domain/project/project.ts';
import { definition, person } from '../sample.ts';

const operators = [person('Otto', 50)];
const base = projectSchema.parse({ ...definition(), people: { ...definition().people, operators } });

/** Who is told of what, by first name. */
function told(after: unknown, before: Project = base): Record<string, readonly string[]> {
  const now = projectSchema.parse(after);
  const people = affectedBy(before, now, compareDefinitions(before, now).changes, new Date('2026-03-01'));
  return Object.fromEntries(people.map(({ person: { name }, words }) => [name, words]));
}

describe('who is told that rules changed', () => {
  test('operators are told of everything, approvers and researchers of the approval, owners of their door', () => {
    const egress = { ...base.egress, approval: { ...base.egress.approval, quorum: 3 } };
    const ingress = { ...base.ingress, maxFiles: 7 };
    const both = told({ ...base, egress, ingress });
    expect(Object.keys(both).sort()).toEqual(['Ada', 'Ben', 'Cem', 'Olga', 'Otto', 'Rita', 'Ron']);
    expect(both['Otto']).toHaveLength(2);
    expect(both['Ada']).toEqual(['Approvers who must approve: 2 becomes 3']);
    expect(both['Olga']).toEqual(['Most files of a dataset: 10,000 becomes 7']);
  });

  test('approvers and researchers are told what is asked of the reading room', () => {
    const disclosure = { ...base.egress.disclosure, viewing: 'required' as const };
    expect(Object.keys(told({ ...base, egress: { ...base.egress, disclosure } })).sort()).toEqual([
      'Ada',
      'Ben',
      'Cem',
      'Otto',
      'Rita',
      'Ron',
    ]);
  });

  test('researchers are told that their computes sleep, and nobody else but operators', () => {
    expect(Object.keys(told({ ...base, hibernated: true })).sort()).toEqual(['Otto', 'Rita', 'Ron']);
  });

  test('whoever comes or goes is told of that, and other people are not', () => {
    const [rita] = base.people.researchers;
    const researchers = [person('Nora', 70), ...(rita === undefined ? [] : [rita])];
    const changed = told({ ...base, people: { ...base.people, researchers } });
    expect(Object.keys(changed).sort()).toEqual(['Nora', 'Otto', 'Ron']);
    expect(changed['Nora']?.[0]).toContain('New researcher: Nora');
    expect(changed['Ron']?.[0]).toContain('No longer researcher: Ron');
  });

  test('a person who is suspended is not told, nor is anybody but operators why', () => {
    const [rita] = base.people.researchers;
    const entry = {
      oid: rita?.oid,
      email: rita?.email,
      since: '2026-03-01T10:00:00Z',
      by: 'o',
      reason: 'looked around',
    };
    expect(Object.keys(told({ ...base, suspended: [entry] }))).toEqual(['Otto']);
  });

  test('an operator who leaves is told of that only', () => {
    const egress = { ...base.egress, maxFiles: 3 };
    const changed = told({ ...base, egress, people: { ...base.people, operators: [] } });
    expect(changed['Otto']).toEqual([expect.stringContaining('No longer operator')]);
  });
});
