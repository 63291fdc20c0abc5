import { describe, expect, it } from 'vitest';
import { lookAtPeople } from '../../../src/domain/overview/project-people.ts';
import type { GroupsClaim, HeldGroups } from '../../../src/domain/people/group-rule.ts';
import { groupsOff, person, sampleProject, suspension } from '../sample.ts';

const now = new Date('2026-03-02T08:00:00Z');
const claim: GroupsClaim = {
  on: true,
  projects: { 'heart-study': { owners: 'g-o', researchers: 'g-r', approvers: 'g-a' }, other: { owners: 'g-x' } },
};
const at = '2026-03-01T08:00:00.000Z';
const signIn = (number: number, groups: HeldGroups) => ({ oid: person('', number).oid, at, groups });
const [olga, rita, ada] = [1, 2, 11];

function look(signIns: ReturnType<typeof signIn>[], project = sampleProject(), groupsClaim = claim) {
  const seen = lookAtPeople(project, { claim: groupsClaim, signIns, absences: [], unread: [] }, now);
  const of = (name: string) => seen.people.find((one) => one.name === name);
  return { ...seen, of };
}

describe('the people of a project', () => {
  it('who fit their groups have no difference, and whoever never signed in has none that is known', () => {
    const { of, missingGroups } = look([signIn(ada, ['g-a']), signIn(olga, ['g-o', 'g-x'])]);
    expect(of('Ada')).toMatchObject({ parts: ['approver'], signIn: { at, groups: ['approvers'] }, differences: [] });
    expect(of('Olga')).toMatchObject({ signIn: { groups: ['owners'] }, differences: [] });
    expect(of('Rita')).toMatchObject({ signIn: null, differences: [] });
    expect(missingGroups).toEqual([]);
  });

  it('who are named but in no group, or in one that they are not named for, stand on top and are told so', () => {
    const { people } = look([signIn(ada, ['g-r']), signIn(rita, ['g-r'])]);
    expect(people[0]).toMatchObject({
      name: 'Ada',
      differences: [
        'Named an approver, but not in the group of approvers: cannot reach the files.',
        'In the group of researchers, but not named a researcher: can reach the files.',
      ],
    });
    expect(people.slice(1).flatMap(({ differences }) => differences)).toEqual([]);
  });

  it('who are suspended and still in a group can reach the files', () => {
    const { of } = look([signIn(rita, ['g-r'])], sampleProject({ suspended: [suspension(person('Rita', rita))] }));
    expect(of('Rita')).toMatchObject({
      suspended: [{ reason: 'The contract ended' }],
      differences: ['Suspended, but in the group of researchers: still reaches the files.'],
    });
  });

  it('whose last day in a part is over do not count in it, and can reach the files while they are in its group', () => {
    const { people } = sampleProject();
    const owner = { ...person('Rita', rita), eligibleUntil: '2026-12-31' };
    const researchers = people.researchers.map((one) => ({ ...one, eligibleUntil: '2026-03-01' }));
    const project = sampleProject({ people: { ...people, researchers, dataOwners: [owner] } });
    const { of } = look([signIn(rita, ['g-r', 'g-o'])], project);
    expect(of('Rita')).toMatchObject({
      parts: ['data owner', 'researcher'],
      eligibleUntil: '2026-03-01',
      over: ['researcher'],
      differences: ['No longer eligible as a researcher, but in the group of researchers: still reaches the files.'],
    });
    expect(look([signIn(rita, ['g-o'])], project).of('Rita')?.differences).toEqual([]);
  });

  it.each(['no-claim', 'too-many'] as const)('of whom a token says %s are compared with nothing', (held) => {
    expect(look([signIn(ada, held)]).of('Ada')).toMatchObject({ signIn: { at, groups: held }, differences: [] });
  });

  it('whom the definition does not name, but a group of the project lets in, are shown by their object id', () => {
    const stranger = signIn(77, ['g-r', 'g-x']);
    expect(look([stranger, signIn(78, ['g-x']), signIn(79, 'no-claim')]).strangers).toEqual([
      {
        oid: stranger.oid,
        signIn: { at, groups: ['researchers'] },
        differences: ['In the group of researchers, but not named a researcher: can reach the files.'],
      },
    ]);
  });

  it('are compared with no group that was not deployed, nor where groups do not count', () => {
    const bare = { on: true, projects: {} };
    expect(look([signIn(ada, [])], sampleProject(), bare)).toMatchObject({
      missingGroups: ['owners', 'researchers', 'approvers'],
      strangers: [],
    });
    expect(look([signIn(ada, [])], sampleProject(), bare).of('Ada')?.differences).toEqual([]);
    expect(look([signIn(77, ['g-r'])], sampleProject(), { ...groupsOff, projects: claim.projects }).strangers).toEqual(
      [],
    );
  });

  it('who stand in several lists are shown once, and an absence that is over is none', () => {
    const project = sampleProject();
    const both = { ...project.people, dataOwners: [person('Ada', ada)] };
    const absence = { ...person('Ada', ada), id: '1', from: '2026-01-01', to: '2026-01-02', by: '', reason: '', at };
    const away = { ...absence, from: '2026-03-01', to: '2026-03-05' };
    const seen = (absences: (typeof absence)[]) =>
      lookAtPeople({ ...project, people: both }, { claim, signIns: [], absences, unread: [] }, now).people;
    expect(seen([absence]).filter(({ name }) => name === 'Ada')).toMatchObject([
      { parts: ['data owner', 'approver'], independent: true, away: null },
    ]);
    expect(seen([absence, away]).find(({ name }) => name === 'Ada')?.away).toMatchObject({ to: '2026-03-05' });
  });
});
