import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { compareDefinitions } from '../../../src/domain/definition/definition-change.ts';
import { fieldRules } from '../../../src/domain/definition/definition-rules.ts';
import { type Project, projectSchema } from '../../../src/domain/project/project.ts';
import type { ProjectDisclosure } from '../../../src/domain/project/project-disclosure.ts';
import { definition, person, sampleProject, usualDisclosure } from '../sample.ts';

/** Every field of the schema, with `[]` for the entries of a list; a choice between shapes and a list of plain values count as one field. */
function fieldsOf(schema: z.core.JSONSchema._JSONSchema, path = ''): string[] {
  if (typeof schema === 'boolean') return [path];
  const inside = (key: string) => (path === '' ? key : `${path}.${key}`);
  if (schema.properties !== undefined) {
    return Object.entries(schema.properties).flatMap(([key, value]) => fieldsOf(value, inside(key)));
  }
  if (schema.type === 'array' && typeof schema.items === 'object' && !Array.isArray(schema.items)) {
    return schema.items.type === 'object' ? [path, ...fieldsOf(schema.items, `${path}[]`)] : [path];
  }
  return [path];
}

const fields = fieldsOf(z.toJSONSchema(projectSchema, { io: 'input' }));

describe('the table of who may change what', () => {
  it('has an entry for each field of the schema', () => {
    const keys = Object.entries(fieldRules).flatMap(([path, rule]) =>
      rule.kind === 'list' ? `${path}[].${rule.key}` : [],
    );
    expect(fields.filter((field) => !(field in fieldRules) && !keys.includes(field))).toEqual([]);
  });

  it('has no entry for a field that is not in the schema', () => {
    expect(fields.length).toBeGreaterThan(40);
    expect(Object.keys(fieldRules).filter((path) => !fields.includes(path))).toEqual([]);
  });
});

const vm = { name: 'vm1', size: 'Standard_D2s_v5', image: 'dsvm', power: { mode: 'always-on' as const } };
const base = (): Project => {
  const project = sampleProject();
  return { ...project, compute: { ...project.compute, virtualMachines: [vm] } };
};
const people = (change: (people: Project['people']) => Partial<Project['people']>) => (project: Project) => ({
  ...project,
  people: { ...project.people, ...change(project.people) },
});
const disclosure = (change: Partial<ProjectDisclosure>) => (project: Project) => ({
  ...project,
  egress: { ...project.egress, disclosure: { ...project.egress.disclosure, ...change } },
});
const approval = (change: Partial<Project['egress']['approval']>) => (project: Project) => ({
  ...project,
  egress: { ...project.egress, approval: { ...project.egress.approval, ...change } },
});
const ingress = (change: Partial<Project['ingress']>) => (project: Project) => ({
  ...project,
  ingress: { ...project.ingress, ...change },
});
const ada = (change: Partial<Project['people']['approvers'][number]>) =>
  people(({ approvers: [first, ...others] }) => ({ approvers: first ? [{ ...first, ...change }, ...others] : [] }));
const machines =
  (...virtualMachines: Project['compute']['virtualMachines']) =>
  (project: Project) => ({
    ...project,
    compute: { ...project.compute, virtualMachines },
  });
const suspended = [
  { oid: person('Ron', 3).oid, email: 'ron@example.org', since: '2026-03-01T10:00:00.000Z', by: 'x', reason: 'left' },
];
const powers: readonly Project['compute']['virtualMachines'][number]['power'][] = [
  { mode: 'off' },
  { mode: 'always-on' },
  { mode: 'manual' },
];
const newcomer = { ...person('Nora', 40), independent: false };

type Case = [string, (project: Project) => Project, string];

describe('what goes at once', () => {
  it.each<Case>([
    ['another title', (p) => ({ ...p, title: 'Hearts' }), 'Title: Heart study becomes Hearts'],
    ['another deadline', approval({ deadlineDays: 90 }), 'Calendar days until the deadline of a review: 14 becomes 90'],
    [
      'other holidays',
      (p) => ({ ...p, calendar: { ...p.calendar, holidays: ['2026-12-25'] } }),
      'Holidays: nothing becomes 2026-12-25',
    ],
    [
      'a new researcher',
      people((p) => ({ researchers: [...p.researchers, person('Nora', 40)] })),
      'New researcher: Nora (email nora@example.org)',
    ],
    [
      'an approver less',
      people((p) => ({ approvers: p.approvers.slice(0, 2) })),
      'No longer approver: Cem (email cem@example.org, independent no)',
    ],
    [
      'a first authentication context',
      approval({ authContext: 'c1' }),
      'Authentication context that a decision asks for: nothing becomes c1',
    ],
    ['a higher quorum', approval({ quorum: 3 }), 'Approvers who must approve: 2 becomes 3'],
    [
      'a higher threshold for counts',
      disclosure({ thresholds: { ...usualDisclosure.thresholds, minCount: 20 } }),
      'Counts below this are too small: 10 becomes 20',
    ],
    [
      'fewer rows of a table',
      disclosure({ thresholds: { ...usualDisclosure.thresholds, maxRows: 100 } }),
      'Most rows of a table that is no list of records: 5,000 becomes 100',
    ],
    [
      'fewer bases of rounding',
      disclosure({ rounding: [7] }),
      'Bases to which counts may be rounded: 5, 6, 7 becomes 7',
    ],
    [
      'fewer allowed types',
      disclosure({ allowedTypes: ['table', 'png'] }),
      'Types of files that leave without a written reason: empty, table, text, json, notebook, xlsx, png, jpeg, pdf becomes table, png',
    ],
    [
      'files that must be opened',
      disclosure({ viewing: 'required' }),
      'Whether approvers must open the files: shown becomes required',
    ],
    ['an earlier end', (p) => ({ ...p, ends: '2026-12-31' }), 'Last day: 2027-12-31 becomes 2026-12-31'],
    [
      'a last day for an approver',
      ada({ eligibleUntil: '2026-12-31' }),
      'Last day on which decisions count of the approver Ada: nothing becomes 2026-12-31',
    ],
    [
      'fewer extensions',
      ingress({ allowedExtensions: ['.csv'] }),
      'Allowed extensions of a dataset: everything becomes .csv',
    ],
    [
      'a machine off',
      machines({ ...vm, power: { mode: 'off' } }),
      'Power of the virtual machine vm1: always-on becomes off',
    ],
    [
      'a suspension',
      (p) => ({ ...p, suspended }),
      'New suspended person: Ron (email ron@example.org, since 2026-03-01T10:00:00.000Z, by x, reason left)',
    ],
  ])('is %s, and is told in words', (_, change, words) => {
    const { free, changes } = compareDefinitions(base(), change(base()));
    expect(changes.map((one) => one.words)).toEqual([words]);
    expect(free).toBe(true);
  });
});

it.each(['context', 'downloads'])('lets one operator alone forbid %s, which two may allow', (field) => {
  const allowing = { ...base(), egress: { ...base().egress, [field]: true } };
  expect(compareDefinitions(allowing, base()).free).toBe(true);
  expect(compareDefinitions(base(), allowing).free).toBe(false);
});

describe('what waits for a second operator', () => {
  it.each([
    ['another authentication context', { authContext: 'c2' }, 'c1 becomes c2'],
    ['none any more', {}, 'c1 becomes nothing'],
  ])('%s', (_, after, words) => {
    const { authContext: _none, ...rest } = base().egress.approval;
    const change = compareDefinitions(approval({ authContext: 'c1' })(base()), {
      ...base(),
      egress: { ...base().egress, approval: { ...rest, ...after } },
    });
    expect(change).toMatchObject({ free: false, changes: [{ words: expect.stringContaining(words) }] });
  });

  it.each<Case>([
    [
      'a new approver',
      people((p) => ({ approvers: [...p.approvers, newcomer] })),
      'New approver: Nora (email nora@example.org, independent no)',
    ],
    [
      'another mailbox of an approver',
      ada({ email: 'mallory@example.org' }),
      'E-mail of the approver Ada: ada@example.org becomes mallory@example.org',
    ],
    [
      'an approver who becomes independent',
      people((p) => ({
        approvers: p.approvers.map((one) => (one.name === 'Ben' ? { ...one, independent: true } : one)),
      })),
      'Independent of the approver Ben: no becomes yes',
    ],
    [
      'the end of the project',
      (p) => ({ ...p, closed: { releases: 'keep' as const } }),
      'Closed for good, with what was released: nothing becomes keep',
    ],
    ['a lower quorum', approval({ quorum: 1 }), 'Approvers who must approve: 2 becomes 1'],
    ['fewer independents', approval({ independent: 0 }), 'Independent approvers among them: 1 becomes 0'],
    ['no approval any more', approval({ required: false }), 'Packages need approval: yes becomes no'],
    [
      'context in packages',
      (p) => ({ ...p, egress: { ...p.egress, context: true } }),
      'Packages may hold files that are shown to approvers and never released: no becomes yes',
    ],
    [
      'a lower threshold for counts',
      disclosure({ thresholds: { ...usualDisclosure.thresholds, minCount: 5 } }),
      'Counts below this are too small: 10 becomes 5',
    ],
    [
      'fewer degrees of freedom',
      disclosure({ thresholds: { ...usualDisclosure.thresholds, minResidualDof: 9 } }),
      'Least residual degrees of freedom of a model: 10 becomes 9',
    ],
    [
      'more rows of a table',
      disclosure({ thresholds: { ...usualDisclosure.thresholds, maxRows: 6000 } }),
      'Most rows of a table that is no list of records: 5,000 becomes 6,000',
    ],
    [
      'longer cells',
      disclosure({ thresholds: { ...usualDisclosure.thresholds, maxTextLength: 81 } }),
      'Most characters of a cell that is no free text: 80 becomes 81',
    ],
    [
      'another base of rounding',
      disclosure({ rounding: [3, 5, 6, 7] }),
      'Bases to which counts may be rounded: 5, 6, 7 becomes 3, 5, 6, 7',
    ],
    [
      'another allowed type',
      disclosure({ allowedTypes: ['table', 'parquet'] }),
      'Types of files that leave without a written reason: empty, table, text, json, notebook, xlsx, png, jpeg, pdf becomes table, parquet',
    ],
    ['a later end', (p) => ({ ...p, ends: '2028-12-31' }), 'Last day: 2027-12-31 becomes 2028-12-31'],
    ['more files', ingress({ maxFiles: 20_000 }), 'Most files of a dataset: 10,000 becomes 20,000'],
    [
      'a shorter quiet period',
      ingress({ quietSeconds: 1 }),
      'Quiet seconds after which a dataset is complete: 120 becomes 1',
    ],
    ['another image', machines({ ...vm, image: 'mine' }), 'Image of the virtual machine vm1: dsvm becomes mine'],
    [
      'another size',
      machines({ ...vm, size: 'Standard_ND96' }),
      'Size of the virtual machine vm1: Standard_D2s_v5 becomes Standard_ND96',
    ],
    [
      'one machine less, with its disk',
      machines(),
      'No longer virtual machine: vm1 (size Standard_D2s_v5, image dsvm, power always-on)',
    ],
    ['a lower tier', (p) => ({ ...p, tier: 'pilot' }), 'Tier: standard becomes pilot'],
  ])('is %s, and is told in words', (_, change, words) => {
    const { free, changes } = compareDefinitions(base(), change(base()));
    expect(changes.map((one) => one.words)).toEqual([words]);
    expect(free).toBe(false);
  });

  it('is a later last day of an approver, or none any more', () => {
    const until = (eligibleUntil: string) => ada({ eligibleUntil })(base());
    expect(compareDefinitions(until('2026-06-30'), until('2026-07-01')).free).toBe(false);
    expect(compareDefinitions(until('2026-06-30'), base()).free).toBe(false);
  });

  it('is that files need not be opened any more', () => {
    expect(compareDefinitions(disclosure({ viewing: 'required' })(base()), base()).free).toBe(false);
  });

  it('is the end of a suspension', () => {
    expect(compareDefinitions({ ...base(), suspended }, base()).free).toBe(false);
  });

  it('is an extension more, or every extension', () => {
    const only = (...allowedExtensions: string[]) => ingress({ allowedExtensions })(base());
    expect(compareDefinitions(only('.csv'), only('.json')).free).toBe(false);
    expect(compareDefinitions(only('.csv'), base()).free).toBe(false);
  });
});

describe('a first definition', () => {
  it('goes at once with the defaults of the schema, whoever its people are', () => {
    expect(compareDefinitions(undefined, projectSchema.parse({ ...definition(), egress: {} }))).toEqual({
      free: true,
      changes: [],
    });
  });

  it.each([
    ['approval is off', { egress: { approval: { required: false } } }, 'Packages need approval: yes becomes no'],
    ['the quorum is one', { egress: { approval: { quorum: 1 } } }, 'Approvers who must approve: 2 becomes 1'],
    [
      'it has a machine',
      { compute: { virtualMachines: [vm] } },
      'New virtual machine: vm1 (size Standard_D2s_v5, image dsvm, power always-on)',
    ],
  ])('waits where %s', (_, change, words) => {
    const { free, changes } = compareDefinitions(
      undefined,
      projectSchema.parse({ ...definition(), egress: {}, ...change }),
    );
    expect(free).toBe(false);
    expect(changes.map((one) => one.words)).toEqual([words]);
  });

  it('goes at once where it is stricter than the defaults', () => {
    expect(compareDefinitions(undefined, sampleProject()).changes).toMatchObject([
      { path: 'egress.approval.independent', kind: 'stricter' },
      { path: 'egress.approval.deadlineDays', kind: 'free' },
    ]);
  });
});

const draws = {
  title: fc.constantFrom('A', 'B'),
  tier: fc.constantFrom<Project['tier'][]>('pilot', 'standard'),
  ends: fc.constantFrom('2026-12-31', '2027-12-31'),
  quorum: fc.constantFrom(1, 2),
  required: fc.boolean(),
  extensions: fc.constantFrom<(string[] | null)[]>(null, ['.csv'], ['.csv', '.json']),
  researchers: fc.subarray([person('Rita', 2), person('Ron', 3)]),
  approvers: fc.subarray([
    { ...person('Ada', 11), independent: true },
    { ...person('Ben', 12), independent: false },
    { ...person('Cem', 13), independent: false },
  ]),
  until: fc.constantFrom(undefined, '2026-06-30', '2026-07-31'),
  suspended: fc.subarray(suspended),
  machines: fc.subarray([vm]),
  power: fc.constantFrom<(typeof powers)[number][]>(...powers),
};
const someParts = fc.record(draws);
/** One or two fields of a definition, as somebody would change them. */
const someFields = fc
  .tuple(someParts, fc.subarray(Object.keys(draws), { minLength: 1, maxLength: 2 }))
  .map(([parts, keys]) => Object.fromEntries(Object.entries(parts).filter(([key]) => keys.includes(key))));

const project = sampleProject();

function projectOf(parts: typeof someParts extends fc.Arbitrary<infer Parts> ? Parts : never): Project {
  const until = parts.until === undefined ? {} : { eligibleUntil: parts.until };
  const approvers = parts.approvers.map((one) => ({ ...one, ...until }));
  const { approval } = project.egress;
  return {
    ...project,
    title: parts.title,
    tier: parts.tier,
    ends: parts.ends,
    suspended: parts.suspended,
    people: { ...project.people, researchers: parts.researchers, approvers },
    ingress: { ...project.ingress, allowedExtensions: parts.extensions },
    egress: { ...project.egress, approval: { ...approval, quorum: parts.quorum, required: parts.required } },
    compute: { ...project.compute, virtualMachines: parts.machines.map((one) => ({ ...one, power: parts.power })) },
  };
}
const someProject = someParts.map(projectOf);

describe('any change', () => {
  it('is nothing from a definition to itself, and otherwise names each place once', () => {
    fc.assert(
      fc.property(someProject, someProject, (before, after) => {
        expect(compareDefinitions(before, before)).toEqual({ free: true, changes: [] });
        const { free, changes } = compareDefinitions(before, after);
        expect(changes.length === 0).toBe(JSON.stringify(before) === JSON.stringify(after));
        expect(new Set(changes.map(({ path }) => path)).size).toBe(changes.length);
        expect(free).toBe(changes.every(({ kind }) => kind === 'free' || kind === 'stricter'));
      }),
    );
  });

  it('that waits cannot be had in steps that each go at once', () => {
    let chains = 0;
    const steps = fc.array(someFields, { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(someParts, steps, (start, changes) => {
        const first = projectOf(start);
        let [last, parts] = [first, start];
        for (const change of changes) {
          const tried = { ...parts, ...change };
          const next = projectOf(tried);
          if (!compareDefinitions(last, next).free) continue;
          [last, parts] = [next, tried];
        }
        if (last === first) return;
        chains += 1;
        expect(compareDefinitions(first, last).free).toBe(true);
      }),
      { numRuns: 3_000 },
    );
    expect(chains).toBeGreaterThan(300);
  });
});
