import { describe, expect, test } from 'vitest';
import {
  type ActOfTwo,
  actsOfTwo,
  judgeAct,
  type RequestedAct,
  whoMayAgree,
  whyNotSecond,
} from '../../../src/domain/definition/acts-of-two.ts';
import { person, sampleProject } from '../sample.ts';

const now = new Date('2026-11-24T12:00:00.000Z');
const hours = (count: number) => new Date(now.getTime() - count * 3_600_000).toISOString();
const operator = (name: string, number: number) => {
  const { oid, email } = person(name, number);
  return { oid, emails: [email] };
};
const [otto, orla] = [operator('Otto', 90), operator('Orla', 91)];
const project = sampleProject();
const concerned = [{ id: project.id, standing: { value: project } }];
const all = Object.keys(actsOfTwo) as ActOfTwo[];
const acts = all.map((act) => [act] as const);

const judged = (act: ActOfTwo, change: Partial<RequestedAct> = {}) =>
  judgeAct(
    {
      ...{ act, concerned, somebody: orla, secondOperator: true, stands: 'a', seen: 'a' },
      first: { by: otto, askedAt: hours(1), digest: 'a' },
      ...change,
    },
    now,
  );

describe.each(acts)('%s', (act) => {
  test('is agreed by another operator who saw what stands, and says who asked first', () => {
    expect(judged(act)).toEqual({ kind: 'agreed', marks: { secondOperator: otto.oid } });
  });

  test('is asked for by the first', () => {
    expect(judged(act, { first: undefined })).toEqual({ kind: 'first' });
  });

  test.each([
    ['by object id', { ...otto, emails: ['other@example.org'] }],
    ['by an e-mail in another case', { ...orla, emails: otto.emails.map((email) => email.toUpperCase()) }],
  ])('is not agreed by whoever asked for it, known %s', (_how, somebody) => {
    expect(judged(act, { somebody })).toMatchObject({ kind: 'refused', why: expect.stringContaining('yourself') });
  });

  test('is not agreed by somebody who may be the same: a token without an e-mail', () => {
    expect(judged(act, { somebody: { ...orla, emails: [] } })).toMatchObject({ kind: 'refused' });
  });

  test.each(['researchers', 'approvers', 'dataOwners'] as const)(
    'has neither a first nor a second person among the %s, before or after it',
    (list) => {
      const { name } = person('Orla', 91);
      const entry = { oid: orla.oid, name, email: orla.emails[0] ?? '', independent: false };
      const part = { ...project, people: { ...project.people, [list]: [entry] } };
      const cases = [
        [{ id: project.id, standing: { value: part } }],
        [{ id: project.id, standing: { value: project }, after: part }],
        [...concerned, { id: 'other', standing: { value: part } }],
        [{ id: project.id, standing: { problems: [], raw: JSON.stringify(part) } }],
      ];
      for (const about of cases)
        for (const first of [undefined, { by: otto, askedAt: hours(1), digest: 'a' }])
          expect(judged(act, { concerned: about, first })).toMatchObject({ kind: 'refused' });
      expect(whyNotSecond({ act, first: { by: otto }, concerned: cases[0] ?? [], somebody: orla })).toBeDefined();
    },
  );

  test('is not agreed by somebody who is suspended', () => {
    const entry = { oid: orla.oid, email: 'x@example.org', since: hours(2), by: otto.oid, reason: 'r' };
    const about = [{ id: project.id, standing: { value: { ...project, suspended: [entry] } } }];
    expect(judged(act, { concerned: about })).toMatchObject({ kind: 'refused' });
  });

  test('is not about what the second has not seen, and not about what the first asked for before it changed', () => {
    expect(judged(act, { stands: 'b' })).toEqual({ kind: 'changed' });
    expect(judged(act, { stands: 'b', seen: 'b' })).toEqual({ kind: 'first' });
  });

  test('expires after seven days', () => {
    const asked = (askedAt: string) => judged(act, { first: { by: otto, askedAt, digest: 'a' } }).kind;
    expect([asked(hours(7 * 24 - 1)), asked(hours(7 * 24))]).toEqual(['agreed', 'first']);
  });

  test('where there is one operator, it is at once or again after a day, and says so', () => {
    const alone = (askedAt: string | undefined, somebody = otto) =>
      judged(act, {
        ...{ secondOperator: false, somebody },
        first: askedAt === undefined ? undefined : { by: otto, askedAt, digest: 'a' },
      });
    if (actsOfTwo[act].alone === 'at-once') {
      expect(alone(undefined)).toEqual({ kind: 'agreed', marks: { secondOperator: 'off' } });
      return;
    }
    expect(alone(undefined)).toEqual({ kind: 'first' });
    expect(alone(hours(23.9))).toMatchObject({ kind: 'refused', why: expect.stringContaining(hours(-0.1)) });
    expect(alone(hours(24))).toEqual({ kind: 'agreed', marks: { secondOperator: 'off', askedAt: hours(24) } });
    expect(alone(hours(7 * 24))).toEqual({ kind: 'first' });
    expect(alone(hours(1), orla)).toEqual({ kind: 'agreed', marks: { secondOperator: otto.oid } });
  });
});

test('where there is one operator, definitions are changed and incidents confirmed at once', () => {
  expect(all.filter((act) => actsOfTwo[act].alone === 'at-once')).toEqual(['definition-change', 'incident-confirm']);
});

test('who could be the two is told person by person, without those who take part', () => {
  const again = { oid: 'another', emails: orla.emails };
  const part = { ...project, people: { ...project.people, dataOwners: [person('Otto', 90)] } };
  expect(whoMayAgree(concerned, [otto, orla, again])).toEqual([otto, orla]);
  expect(whoMayAgree([{ id: project.id, standing: { value: part } }], [otto, orla, again])).toEqual([orla]);
});
