import { describe, expect, it } from 'vitest';
import { describeProblems } from '../../../src/domain/project/definition-problems.ts';
import { limitMeasures } from '../../../src/domain/project/egress-limits.ts';
import { isUpTo, projectSchema } from '../../../src/domain/project/project.ts';
import { asStored } from '../../../src/domain/project/stored-definition.ts';
import { definition, person } from '../sample.ts';

type Definition = ReturnType<typeof definition>;

function problemsOf(change: (project: Definition) => unknown) {
  const input = change(definition());
  const parsed = projectSchema.safeParse(input);
  return parsed.success ? [] : describeProblems(parsed.error, input);
}

describe('projectSchema', () => {
  it('fills in what a definition leaves out', () => {
    const project = projectSchema.parse(definition());
    expect(project.ingress).toMatchObject({
      quietSeconds: 120,
      giveUpHours: 24,
      malwareScan: 'off',
      allowedExtensions: null,
    });
    expect(project.egress.approval).toEqual({
      required: true,
      blind: true,
      quorum: 2,
      independent: 1,
      deadlineDays: 14,
      reminders: { firstAfter: 1, every: 2, most: 5 },
      escalateAtPercent: 50,
      escalateTo: [],
      onDeadline: 'return',
    });
    expect(project.compute).toMatchObject({ timeZone: 'UTC', virtualMachines: [], prune: false });
  });

  it('wants a purpose of packages in a new definition, and not in one that was stored before there was that rule', () => {
    const stored = (egress: unknown) => projectSchema.parse(asStored({ ...definition(), egress })).egress;
    expect(projectSchema.parse(definition()).egress.purposeRequired).toBe(true);
    expect(stored({ approval: { quorum: 1 } })).toMatchObject({ purposeRequired: false, approval: { quorum: 1 } });
    expect(stored(undefined)).toMatchObject({ purposeRequired: false });
    expect(stored({ purposeRequired: true })).toMatchObject({ purposeRequired: true });
    for (const broken of [null, 'text', [1]]) {
      expect(projectSchema.safeParse(asStored(broken)).success).toBe(false);
      expect(projectSchema.safeParse(asStored({ ...definition(), egress: broken })).success).toBe(false);
    }
  });

  it('gives a parsed definition back unchanged', () => {
    const project = projectSchema.parse(definition());
    expect(projectSchema.parse(JSON.parse(JSON.stringify(project)))).toEqual(project);
  });

  it('accepts a project without approvers only when no approval is required', () => {
    const without = (project: Definition) => ({ ...project, people: { ...project.people, approvers: [] } });
    expect(problemsOf((p) => ({ ...without(p), egress: { approval: { required: false } } }))).toEqual([]);
    expect(problemsOf(without)).not.toEqual([]);
  });

  const people = (change: Partial<Definition['people']>) => (p: Definition) => ({
    ...p,
    people: { ...p.people, ...change },
  });
  const approval = (change: object) => (p: Definition) => ({
    ...p,
    egress: { approval: { quorum: 2, independent: 1, ...change } },
  });
  const upload = (ingress: object) => (p: Definition) => ({ ...p, ingress });
  const ada = { ...person('Ada', 11), independent: true };
  const guest = { name: 'Eve', email: 'eve@example.org', organisation: 'The registry' };
  const release = { recipients: ['The registry'], terms: 'Delete it in the end.' };
  const week = { name: 'week', of: 'project', days: 7, hard: { packages: 3 } };

  it.each<[string, (project: Definition) => unknown, string, string | null, string]>([
    ['an id in capitals', (p) => ({ ...p, id: 'Heart' }), 'invalid-format', 'id', 'Heart'],
    [
      'an authentication context that there is not',
      approval({ authContext: 'c26' }),
      'invalid-format',
      'egress.approval.authContext',
      'c26',
    ],
    ['an unknown key', (p) => ({ ...p, titel: 'x' }), 'unrecognized-keys', 'titel', 'x'],
    ['an unknown key inside', upload({ quietMinutes: 2 }), 'unrecognized-keys', 'ingress.quietMinutes', '2'],
    ['no document at all', () => null, 'invalid-type', null, 'null'],
    [
      'both kinds of deadline',
      approval({ deadlineDays: 7, deadlineBusinessDays: 5 }),
      'one-deadline',
      'egress.approval.deadlineDays',
      '7',
    ],
    [
      'a day that ends before it begins',
      (p) => ({ ...p, calendar: { close: '08:00' } }),
      'closes-after-opening',
      'calendar.close',
      '08:00',
    ],
    [
      'a time of day that is none',
      (p) => ({ ...p, calendar: { open: '9:00' } }),
      'invalid-format',
      'calendar.open',
      '9:00',
    ],
    [
      'a holiday that does not exist',
      (p) => ({ ...p, calendar: { holidays: ['2026-02-30'] } }),
      'invalid-format',
      'calendar.holidays[0]',
      '2026-02-30',
    ],
    ['no working day at all', (p) => ({ ...p, calendar: { days: [] } }), 'too-small', 'calendar.days', '[]'],
    ['an end before the start', (p) => ({ ...p, ends: '2025-12-31' }), 'ends-after-starts', 'ends', '2025-12-31'],
    ['a day that does not exist', (p) => ({ ...p, ends: '2026-02-30' }), 'invalid-format', 'ends', '2026-02-30'],
    ['a quorum beyond the approvers', approval({ quorum: 4 }), 'reachable', 'egress.approval.quorum', '4'],
    ['more independents than there are', approval({ independent: 2 }), 'reachable', 'egress.approval.independent', '2'],
    [
      'more independents than the quorum',
      (p) =>
        approval({ quorum: 1, independent: 2 })(
          people({ approvers: [ada, { ...person('Ben', 12), independent: true }] })(p),
        ),
      'reachable',
      'egress.approval.independent',
      '2',
    ],
    [
      'a researcher among the approvers',
      people({ researchers: [person('Ada', 11)] }),
      'two-sides',
      'people.approvers[0].oid',
      '00000000-0000-4000-8000-000000000011',
    ],
    [
      'one person twice in a list',
      people({ researchers: [person('Rita', 2), person('Rita2', 2)] }),
      'named-once',
      'people.researchers[1].oid',
      '00000000-0000-4000-8000-000000000002',
    ],
    [
      'one e-mail twice in a list, in whatever case',
      people({ researchers: [person('Rita', 2), { ...person('Ron', 3), email: 'RITA@example.org' }] }),
      'named-once',
      'people.researchers[1].email',
      'RITA@example.org',
    ],
    [
      'a researcher among the approvers by her e-mail, with another object id',
      people({ researchers: [{ ...person('Someone', 2), email: 'Ada@Example.org' }] }),
      'two-sides',
      'people.approvers[0].email',
      'ada@example.org',
    ],
    [
      'two limits of one name',
      (p) => ({ ...p, egress: { limits: [week, { ...week, days: 8 }] } }),
      'unique-name',
      'egress.limits[1].name',
      'week',
    ],
    [
      'a limit of nothing',
      (p) => ({ ...p, egress: { limits: [{ ...week, hard: {} }] } }),
      'limits-something',
      'egress.limits[0].hard',
      '{}',
    ],
    [
      'a recipient twice',
      (p) => ({ ...p, release, people: { ...p.people, recipients: [guest, { ...guest, email: 'EVE@example.org' }] } }),
      'named-once',
      'people.recipients[1].email',
      'EVE@example.org',
    ],
    [
      'recipients without terms',
      (p) => ({ ...p, people: { ...p.people, recipients: [guest] } }),
      'recipients-need-terms',
      'people.recipients',
      JSON.stringify([guest]),
    ],
    [
      'a soft limit that is no lower than the hard one',
      (p) => ({ ...p, egress: { limits: [{ ...week, soft: { packages: 3 }, hard: { packages: 3 } }] } }),
      'soft-below-hard',
      'egress.limits[0].soft.packages',
      '3',
    ],
    [
      'a soft limit that asks for more approvers than there are',
      (p) => ({ ...p, egress: { approval: { quorum: 3 }, limits: [{ ...week, soft: { files: 1 } }] } }),
      'reachable',
      'egress.limits[0].soft',
      '{"files":1}',
    ],
    [
      'a soft limit where nobody is asked',
      (p) => ({ ...p, egress: { approval: { required: false }, limits: [{ ...week, soft: { files: 1 } }] } }),
      'reachable',
      'egress.limits[0].soft',
      '{"files":1}',
    ],
    ['no data owner', people({ dataOwners: [] }), 'too-small', 'people.dataOwners', '[]'],
    [
      'an extension without its dot',
      upload({ allowedExtensions: ['csv'] }),
      'invalid-format',
      'ingress.allowedExtensions[0]',
      'csv',
    ],
    ['an empty list of extensions', upload({ allowedExtensions: [] }), 'too-small', 'ingress.allowedExtensions', '[]'],
    ['a malware scan of some kind', upload({ malwareScan: 'maybe' }), 'invalid-value', 'ingress.malwareScan', 'maybe'],
    ['a quiet period of nothing', upload({ quietSeconds: 0 }), 'too-small', 'ingress.quietSeconds', '0'],
    [
      'a schedule that does not parse',
      (p) => ({
        ...p,
        compute: {
          virtualMachines: [
            {
              name: 'vm1',
              size: 'Standard_D2s_v5',
              image: 'dsvm',
              power: { mode: 'schedule', start: '0 99 * * *', stop: '0 18 * * *' },
            },
          ],
        },
      }),
      'custom',
      'compute.virtualMachines[0].power.start',
      '0 99 * * *',
    ],
  ])('refuses %s and names the rule, the path and the value', (_, change, rule, path, value) => {
    expect(problemsOf(change)).toContainEqual(
      expect.objectContaining({ rule, path, value, message: expect.stringMatching(/\w/) }),
    );
  });

  it('accepts two people of one name', () => {
    const twins = [person('Rita', 2), { ...person('Rita', 3), email: 'rita.2@example.org' }];
    expect(problemsOf(people({ researchers: twins }))).toEqual([]);
  });

  it.each(limitMeasures)('holds a soft limit of %s below the hard one', (measure) => {
    const limits = (soft: number) => [{ ...week, soft: { [measure]: soft }, hard: { [measure]: 9 } }];
    const paths = (soft: number) =>
      problemsOf((p) => ({ ...p, egress: { limits: limits(soft) } })).map(({ path }) => path);
    expect(paths(8)).toEqual([]);
    expect(paths(9)).toEqual([`egress.limits[0].soft.${measure}`]);
  });

  it('names every problem at once', () => {
    const problems = problemsOf((p) => ({ ...p, id: 'X', title: '', ends: 'never' }));
    expect(problems.map(({ path }) => path)).toEqual(['id', 'title', 'ends']);
  });
});

describe('isUpTo', () => {
  it('holds to the end of the day', () => {
    expect(isUpTo('2026-05-01', new Date('2026-05-01T23:59:59.999Z'))).toBe(true);
    expect(isUpTo('2026-05-01', new Date('2026-05-02T00:00:00Z'))).toBe(false);
  });
});
