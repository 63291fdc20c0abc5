import { describe, expect, it } from 'vitest';
import {
  type CurrentDefinition,
  currentDefinition,
  differencesFrom,
  forbiddenIn,
  whyTakesPart,
} from '../../../src/domain/definition/current-definition.ts';
import { person, sampleProject, suspension } from '../sample.ts';

const project = sampleProject();
const readable: CurrentDefinition = { value: project };
const unreadable: CurrentDefinition = {
  problems: [],
  raw: JSON.stringify({ people: project.people, closed: 'oddly' }),
};
const somebody = ({ oid, email }: { readonly oid: string; readonly email: string }) => ({ oid, emails: [email] });
const otto = somebody(person('Otto', 50));
const ada = somebody(person('Ada', 11));

describe('what a definition changes', () => {
  it('is told of one that stands, and waits as a whole where none does or none can be read', () => {
    const after = sampleProject({ title: 'Hearts' });
    expect(differencesFrom(readable, after).map(({ path, kind }) => [path, kind])).toEqual([['title', 'free']]);
    const first = differencesFrom(undefined, after);
    expect(first[0]).toMatchObject({ path: '', kind: 'second-operator', why: expect.stringContaining('one person') });
    expect(first.length).toBeGreaterThan(1);
    expect(differencesFrom(unreadable, after)).toEqual([
      expect.objectContaining({
        path: '',
        kind: 'second-operator',
        why: expect.stringContaining('nothing shows'),
        to: after,
      }),
    ]);
    expect(currentDefinition(readable)).toBe(project);
    expect([unreadable, undefined].map(currentDefinition)).toEqual([undefined, undefined]);
  });
});

describe('what no definition may do', () => {
  const rulesFor = (standing: CurrentDefinition | undefined, after: typeof project, by = otto) =>
    forbiddenIn(standing, after, by).map(({ problem: { rule, path, value } }) => [rule, path, value]);

  it('is a suspension in the name of another operator, unless it stood there before', () => {
    const suspended = [suspension(person('Ben', 12))];
    const [{ by } = { by: '' }] = suspended;
    const after = sampleProject({ suspended });
    expect(rulesFor(readable, after, somebody({ oid: by, email: 'otto@example.org' }))).toEqual([]);
    expect(rulesFor(readable, after, ada)).toEqual([['own-suspension', 'suspended[0].by', by]]);
    expect(rulesFor({ value: after }, after, ada)).toEqual([]);
    expect(rulesFor(undefined, after, ada)).toEqual([['own-suspension', 'suspended[0].by', by]]);
  });

  it('is an opening of a closed project, also of one that cannot be read', () => {
    const closed = { releases: 'keep' } as const;
    const shut = sampleProject({ closed });
    const closedText: CurrentDefinition = { problems: [], raw: JSON.stringify({ ...shut, title: 1 }) };
    const opening = ['stays-closed', 'closed.releases', 'nothing'];
    expect(rulesFor({ value: shut }, project)).toEqual([opening]);
    expect(rulesFor(closedText, project)).toEqual([opening]);
    for (const standing of [readable, undefined, { value: shut }]) expect(rulesFor(standing, shut)).toEqual([]);
  });
});

describe('a list of recipients', () => {
  it('stays, if empty, so that whoever was named there is still asked', () => {
    const having = (recipients: []) => sampleProject({ people: { ...project.people, recipients } });
    const rules = (before: typeof project, after: typeof project) =>
      forbiddenIn({ value: before }, after, otto).map(({ problem: { rule, path } }) => [rule, path]);
    expect(rules(having([]), project)).toEqual([['keeps-recipients', 'people.recipients']]);
    expect(rules(having([]), having([]))).toEqual([]);
    expect(rules(project, having([]))).toEqual([]);
    expect(rules(project, project)).toEqual([]);
  });
});

describe('who takes part in a project', () => {
  const why = (standing: CurrentDefinition | undefined, who: typeof otto, after?: typeof project) =>
    whyTakesPart({ id: project.id, standing, ...(after === undefined ? {} : { after }) }, who);

  it('is whoever stands in it, would stand in it, or is named where it cannot be read', () => {
    expect(why(readable, otto)).toBeUndefined();
    expect(why(readable, ada)).toMatch(/^You are an approver/);
    expect(why(undefined, ada)).toBeUndefined();
    expect(why(undefined, ada, project)).toMatch(/^You would be an approver/);
    expect(why(unreadable, ada)).toMatch(/cannot be read and names you/);
    expect(why(unreadable, otto)).toBeUndefined();
    const without = sampleProject({ people: { ...project.people, approvers: project.people.approvers.slice(1) } });
    expect(why({ value: without }, ada)).toBeUndefined();
    expect(why({ value: without }, ada, project)).toMatch(/^You would be/);
  });
});
