import { describe, expect, it } from 'vitest';
import {
  type GroupsClaim,
  type HeldGroups,
  projectGroupsAmong,
  readFromOutside,
  refuseByGroups,
} from '../../../src/domain/people/group-rule.ts';

const heart = { owners: 'o', researchers: 'r', approvers: 'a', externalReaders: 'e' };
const claim: GroupsClaim = {
  on: true,
  projects: { heart, lung: { researchers: 'lr', approvers: 'la' }, empty: {}, half: { approvers: 'ha' } },
};
const cases: readonly (readonly [string, HeldGroups, string | undefined])[] = [
  ['heart', ['a'], undefined],
  ['heart', ['x', 'a', 'lr'], undefined],
  ['heart', ['r'], 'researcher'],
  ['heart', ['a', 'r'], 'researcher'],
  ['heart', [], 'no-approver'],
  ['heart', ['o', 'e'], 'no-approver'],
  ['heart', ['la'], 'no-approver'],
  ['heart', 'no-claim', 'no-claim'],
  ['heart', 'too-many', 'too-many'],
  ['unheard-of', ['a'], 'not-handed-over'],
  ['constructor', ['a'], 'not-handed-over'],
  ['empty', ['a'], 'not-handed-over'],
  ['half', ['ha'], 'not-handed-over'],
  ['unheard-of', 'no-claim', 'not-handed-over'],
];

describe('the rule of groups', () => {
  it.each(cases)('of project %s for somebody with %j says %s', (project, held, rule) => {
    expect(refuseByGroups(claim, project, held)?.rule).toBe(rule);
  });

  it('refuses everybody where one group has both parts', () => {
    const same = { on: true, projects: { heart: { researchers: 'a', approvers: 'a' } } };
    expect(refuseByGroups(same, 'heart', ['a'])?.rule).toBe('researcher');
  });

  it.each(cases)('says nothing of %s and %j where the claim is off', (project, held) => {
    expect(refuseByGroups({ ...claim, on: false }, project, held)).toBeUndefined();
  });

  it('tells the person and the operator in different words what to do, and the operator which project', () => {
    const refused = refuseByGroups(claim, 'heart', 'no-claim');
    expect(refused?.person).toContain('Ask an administrator');
    expect(refused?.operator).toContain('of heart to the application');
    expect(refuseByGroups(claim, 'heart', 'too-many')?.person).toContain('assign only the groups of the projects');
  });

  it('keeps of many groups those of projects, and the word for none', () => {
    expect(projectGroupsAmong(claim, ['x', 'la', 'y', 'a'])).toEqual(['la', 'a']);
    expect(projectGroupsAmong(claim, 'too-many')).toBe('too-many');
    expect(projectGroupsAmong(claim, 'no-claim')).toBe('no-claim');
  });

  it('finds the projects whose readers hold the group, and none where that is not known', () => {
    const projects = {
      heart: { externalReaders: 'claim' },
      lung: { externalReaders: 'lr' },
      liver: { approvers: 'la' },
    };
    expect(readFromOutside({ on: true, projects }, ['lr', 'x'])).toEqual(['lung']);
    expect(readFromOutside({ on: true, projects }, 'no-claim')).toEqual([]);
    expect(readFromOutside({ on: false, projects }, ['lr'])).toEqual([]);
  });
});
