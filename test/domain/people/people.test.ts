import { describe, expect, it } from 'vitest';
import {
  activeOperators,
  activePeople,
  isResearcher,
  isSamePerson,
  isSuspended,
  partIn,
} from '../../../src/domain/people/people.ts';
import { projectSchema } from '../../../src/domain/project/project.ts';
import { mayBeInvited } from '../../../src/domain/review/invited.ts';
import { definition, person, sampleProject } from '../sample.ts';

const now = new Date('2026-03-01T10:00:00Z');

const suspension = (who: ReturnType<typeof person>) => ({
  oid: who.oid,
  email: who.email,
  since: '2026-03-01T10:00:00.000Z',
  by: person('Otto', 90).oid,
  reason: 'left the institute',
});

describe('isSamePerson', () => {
  it.each([
    ['by object id', { oid: 'a', emails: ['x@example.org'] }, { oid: 'a', emails: [] }, true],
    [
      'by an e-mail in whatever case',
      { oid: 'a', emails: ['X@example.org'] },
      { oid: 'b', emails: ['y@example.org', 'x@Example.org'] },
      true,
    ],
    [
      'by the name that a directory gives a guest',
      { oid: 'a', emails: ['rita_m_example.org#EXT#@tenant.onmicrosoft.com'] },
      { oid: 'b', emails: ['Rita_m@example.org'] },
      true,
    ],
    [
      'not by the directory that gave it',
      { oid: 'a', emails: ['rita_example.org#EXT#@tenant.onmicrosoft.com'] },
      { oid: 'b', emails: ['otto_example.org#EXT#@tenant.onmicrosoft.com'] },
      false,
    ],
    ['not by an e-mail that is empty', { oid: 'a', emails: [''] }, { oid: 'b', emails: ['', ' '] }, false],
    ['not by having no e-mail both', { oid: 'a', emails: [] }, { oid: 'b', emails: [] }, false],
  ])('knows them %s', (_, one, other, same) => {
    expect(isSamePerson(one, other)).toBe(same);
    expect(isSamePerson(other, one)).toBe(same);
  });
});

describe('partIn', () => {
  it.each([
    [person('Olga', 1), 'a data owner'],
    [person('Rita', 2), 'a researcher'],
    [person('Ben', 12), 'an approver'],
    [person('Otto', 90), undefined],
  ])('says what a person is in the project, or nothing', ({ oid, email }, part) => {
    expect(partIn(sampleProject(), { oid, emails: [] })).toBe(part);
    expect(partIn(sampleProject(), { oid: 'another', emails: [email.toUpperCase()] })).toBe(part);
  });
});

describe('a suspended person', () => {
  const project = sampleProject({ suspended: [suspension(person('Ada', 11))] });

  it('counts in no list, by object id or by e-mail', () => {
    expect(isSuspended(project, { oid: person('Ada', 11).oid, emails: [] })).toBe(true);
    expect(isSuspended(project, { oid: 'another', emails: ['ADA@example.org'] })).toBe(true);
    expect(isSuspended(project, { oid: person('Ben', 12).oid, emails: [] })).toBe(false);
    expect(activePeople(project, now).approvers.map(({ name }) => name)).toEqual(['Ben', 'Cem']);
    expect(activePeople(project, now).researchers).toEqual(project.people.researchers);
  });

  it('may leave a quorum that cannot be reached, which no other change may', () => {
    const suspended = [suspension(person('Ada', 11)), suspension(person('Ben', 12))];
    expect(projectSchema.safeParse({ ...definition(), suspended }).success).toBe(true);
    expect(activePeople(sampleProject({ suspended }), now).approvers).toHaveLength(1);
  });
});

describe('whoever has a last day', () => {
  const until = { eligibleUntil: '2026-02-28' };
  const { people } = sampleProject();
  const [rita = person('Rita', 2), ...others] = people.researchers;
  const project = sampleProject({
    people: { ...people, researchers: [{ ...rita, ...until }, ...others], dataOwners: [rita] },
  });
  const active = (day: string) => activePeople(project, new Date(`${day}T00:00:00Z`));

  it('takes part to its end, then in no list with such a day, but in others', () => {
    expect(active('2026-02-28').researchers).toHaveLength(2);
    expect(active('2026-03-01').researchers).toEqual(others);
    expect(active('2026-03-01').dataOwners).toEqual([rita]);
  });

  it('stays a researcher for the question who may not approve', () => {
    expect(isResearcher(project, { oid: rita.oid, emails: [] })).toBe(true);
    const approvers = [...people.approvers, { ...rita, independent: true }];
    const both = { ...project, people: { ...project.people, approvers } };
    expect(mayBeInvited(both, [], now).map(({ name }) => name)).toEqual(['Ada', 'Ben', 'Cem']);
  });
});

describe('the operators of a project', () => {
  it('are those whom it names and nobody suspended', () => {
    const [otto, olivia] = [person('Otto', 90), person('Olivia', 91)];
    const { people } = sampleProject();
    const project = sampleProject({
      people: { ...people, operators: [otto, olivia] },
      suspended: [suspension(olivia)],
    });
    expect(activeOperators(project)).toEqual([otto]);
  });
});
