import { describe, expect, it } from 'vitest';
import { accessCsv, accessIn, inReviewOrder } from '../../../src/domain/overview/access-review.ts';
import type { HeldGroups } from '../../../src/domain/people/group-rule.ts';
import { groupsOff, person, sampleProject } from '../sample.ts';

const now = new Date('2026-03-02T08:00:00Z');
const at = '2026-03-01T08:00:00.000Z';
const claim = { on: true, projects: { 'heart-study': { owners: 'g-o', researchers: 'g-r', approvers: 'g-a' } } };
const signIn = (number: number, groups: HeldGroups) => ({ oid: person('', number).oid, at, groups });
const known = (...signIns: ReturnType<typeof signIn>[]) => ({ claim, signIns, absences: [], unread: [] });
const closed = {
  at: '2026-02-01T00:00:00.000Z',
  by: person('Otto', 50).oid,
  reason: 'done',
  releases: 'keep' as const,
};

describe('an access review', () => {
  it('names everybody of a definition, and whoever else was in a group of the project', () => {
    const entries = accessIn(sampleProject(), known(signIn(1, ['g-o']), signIn(77, ['g-r'])), now);
    expect(entries.map(({ name }) => name)).toContain('Ada');
    expect(entries.find(({ name }) => name === 'Olga')).toMatchObject({
      ...{ project: 'heart-study', title: 'Heart study', state: 'open', parts: ['data owner'], differences: [] },
      signIn: { at, groups: ['owners'] },
    });
    expect(entries.at(-1)).toMatchObject({ oid: person('', 77).oid, name: null, email: null, parts: [] });
  });

  it('puts differences first, then goes by project and name', () => {
    const [here, other] = [sampleProject(), sampleProject({ id: 'a-study' })].map((project) =>
      accessIn(project, known(signIn(2, ['g-a'])), now),
    );
    const ordered = inReviewOrder([...(here ?? []), ...(other ?? [])]);
    expect(ordered[0]).toMatchObject({ project: 'heart-study', name: 'Rita' });
    expect(ordered[1]).toMatchObject({ project: 'a-study', name: 'Ada' });
  });

  it('wants nobody in a group of a closed project, and compares nothing where groups do not count', () => {
    const project = sampleProject({ closed });
    const owner = accessIn(project, known(signIn(1, ['g-o'])), now).find(({ name }) => name === 'Olga');
    expect(owner).toMatchObject({
      state: 'closed',
      differences: ['The project is closed, but still in the group of owners.'],
    });
    const off = accessIn(project, { ...known(signIn(1, ['g-o'])), claim: groupsOff }, now);
    expect(off.flatMap(({ differences }) => differences)).toEqual([]);
  });

  it('says of whom the last day of a part is over', () => {
    const { people } = sampleProject();
    const olga = { ...person('Olga', 1), eligibleUntil: '2026-02-01' };
    const project = sampleProject({ people: { ...people, dataOwners: [olga] } });
    const entries = accessIn(project, known(), now).filter(({ name }) => name === 'Olga');
    expect(entries).toMatchObject([{ over: ['data owner'], eligibleUntil: '2026-02-01' }]);
    expect(accessCsv(entries)).toContain(',2026-02-01,data owner,,,,');
  });

  it('is a table for other programs, in which no name becomes a formula', () => {
    const { people } = sampleProject();
    const evil = { ...person('=cmd()', 1), email: 'olga@example.org' };
    const project = sampleProject({ people: { ...people, dataOwners: [evil] } });
    const [head, ...rows] = accessCsv(accessIn(project, known(signIn(1, ['g-o', 'g-r'])), now)).split('\r\n');
    expect(head).toMatch(/^project,title,state,oid,name,.*,lastSignIn,groups,differences$/);
    expect(rows[0]).toMatch(
      /^heart-study,Heart study,open,[\w-]+,'=cmd\(\),olga@example\.org,data owner,no,no,,,,2026-/,
    );
    expect(rows[0]).toContain('owners; researchers,"In the group of researchers, but not named a researcher');
    expect(accessCsv(accessIn(project, known(signIn(1, 'no-claim')), now))).toContain(',no-claim,');
  });
});
