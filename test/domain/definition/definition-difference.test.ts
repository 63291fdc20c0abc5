import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { differencesBetween } from '../../../src/domain/definition/definition-difference.ts';
import { fieldRules, keyOfEntry } from '../../../src/domain/definition/definition-rules.ts';
import type { EgressLimit } from '../../../src/domain/project/egress-limits.ts';
import type { Project } from '../../../src/domain/project/project.ts';
import type { Recipient } from '../../../src/domain/project/recipients.ts';
import { person, sampleProject, suspension } from '../sample.ts';

const machine = (name: string, size = 'Standard_D2s_v5'): Project['compute']['virtualMachines'][number] => {
  return { name, size, image: 'dsvm', power: { mode: 'schedule', start: '0 8 * * 1-5', stop: '0 18 * * 1-5' } };
};
const instance = (oid: string) => {
  return { name: 'lab', size: 'Standard_D2s_v5', assignedTo: oid, power: { mode: 'manual' as const } };
};
const everybody = ['Ada', 'Ben', 'Cem', 'Dan'].map((name, at) => ({
  ...person(name, 11 + at),
  independent: at === 0,
}));

const entries = ['EK-1', 'DP-1'].map((reference) => ({ kind: 'Approval', reference, until: '2027-06-30' }));

const someProject = fc
  .record({
    title: fc.constantFrom('A', 'B'),
    holidays: fc.subarray(['2026-12-25', '2026-12-26']),
    allowedExtensions: fc.constantFrom<(string[] | null)[]>(null, ['.csv'], ['.csv', '.json']),
    approvers: fc.shuffledSubarray(everybody),
    eligibleUntil: fc.option(fc.constantFrom('2026-06-30', '2026-07-31'), { nil: undefined }),
    suspended: fc.subarray(everybody.map(suspension)),
    governance: fc.shuffledSubarray(entries),
    later: fc.boolean(),
    machines: fc.shuffledSubarray([machine('vm1'), machine('vm2'), machine('vm3', 'Standard_D8s_v5')]),
    size: fc.constantFrom('Standard_D2s_v5', 'Standard_D4s_v5'),
    assignedTo: fc.constantFrom(...everybody.map(({ oid }) => oid)),
    authContext: fc.option(fc.constantFrom('c1', 'c2'), { nil: undefined }),
  })
  .map((drawn): Project => {
    const { title, holidays, allowedExtensions, approvers, eligibleUntil, suspended, machines, size } = drawn;
    const governance = drawn.governance.map((one) => (drawn.later ? { ...one, until: '2028-06-30' } : one));
    const base = sampleProject({ title, suspended, governance });
    const until = eligibleUntil === undefined ? {} : { eligibleUntil };
    const context = drawn.authContext === undefined ? {} : { authContext: drawn.authContext };
    return {
      ...base,
      people: { ...base.people, approvers: approvers.map((one) => ({ ...one, ...until })) },
      ingress: { ...base.ingress, allowedExtensions },
      egress: { ...base.egress, approval: { ...base.egress.approval, ...context } },
      calendar: { ...base.calendar, holidays },
      compute: {
        ...base.compute,
        virtualMachines: machines.map((one) => (one.name === 'vm1' ? { ...one, size } : one)),
        instances: [instance(drawn.assignedTo)],
      },
    };
  });

/** Every field of a definition by its path; the entries of a list by what they are. */
function leavesOf(value: unknown, rule = '', path = ''): (readonly [string, string])[] {
  const known = fieldRules[rule];
  if (known?.kind === 'list' && Array.isArray(value))
    return value.flatMap((entry) => leavesOf(entry, `${rule}[]`, `${path}[${keyOfEntry(known, entry)}]`));
  if (known !== undefined || typeof value !== 'object' || value === null) return [[path, JSON.stringify(value)]];
  const join = (outer: string, key: string) => (outer === '' ? key : `${outer}.${key}`);
  return Object.entries(value).flatMap(([key, part]) => leavesOf(part, join(rule, key), join(path, key)));
}

describe('what a project rests on', () => {
  const ethics = { kind: 'Ethics approval', reference: 'EK-1', until: '2027-06-30' };
  const kindsOf = (before: (typeof ethics)[], after: (typeof ethics)[]) =>
    differencesBetween(sampleProject({ governance: before }), sampleProject({ governance: after })).map(
      ({ kind, words }) => [kind, words],
    );

  it.each([
    ['one more', [], [ethics], ['free', 'New governance entry: EK-1 (kind Ethics approval, last day: 2027-06-30)']],
    [
      'one less',
      [ethics],
      [],
      ['second-operator', 'No longer governance entry: EK-1 (kind Ethics approval, last day: 2027-06-30)'],
    ],
    [
      'an earlier day',
      [ethics],
      [{ ...ethics, until: '2027-01-31' }],
      ['stricter', 'Last day of the governance entry EK-1: 2027-06-30 becomes 2027-01-31'],
    ],
    [
      'a later day',
      [ethics],
      [{ ...ethics, until: '2028-06-30' }],
      ['second-operator', 'Last day of the governance entry EK-1: 2027-06-30 becomes 2028-06-30'],
    ],
  ])('with %s is told in words, and waits where it becomes weaker', (_what, before, after, expected) => {
    expect(kindsOf(before, after)).toEqual([expected]);
  });
});

describe('a limit of what leaves', () => {
  const week: EgressLimit = { name: 'week', of: 'project', days: 7, hard: { packages: 3 } };
  const kindsOf = (before: EgressLimit[], after: EgressLimit[]) => {
    const egress = (limits: EgressLimit[]) => ({ ...sampleProject().egress, limits });
    return differencesBetween(sampleProject({ egress: egress(before) }), sampleProject({ egress: egress(after) })).map(
      ({ kind }) => kind,
    );
  };

  it.each([
    ['one more', [], [week], 'free'],
    ['one less', [week], [], 'second-operator'],
    ['less that may leave', [week], [{ ...week, hard: { packages: 2 } }], 'stricter'],
    ['more that may leave', [week], [{ ...week, hard: { packages: 4 } }], 'second-operator'],
    ['one more amount', [week], [{ ...week, hard: { packages: 3, bytes: 9 } }], 'stricter'],
    ['one amount less', [{ ...week, hard: { packages: 3, bytes: 9 } }], [week], 'second-operator'],
    ['a soft amount', [week], [{ ...week, soft: { files: 9 } }], 'stricter'],
    ['a lower soft amount', [{ ...week, soft: { files: 9 } }], [{ ...week, soft: { files: 8 } }], 'stricter'],
    ['a higher soft amount', [{ ...week, soft: { files: 9 } }], [{ ...week, soft: { files: 10 } }], 'second-operator'],
    ['no soft amount any more', [{ ...week, soft: { files: 9 } }], [week], 'second-operator'],
    ['more days', [week], [{ ...week, days: 30 }], 'stricter'],
    ['fewer days', [week], [{ ...week, days: 1 }], 'second-operator'],
    ['other releases', [week], [{ ...week, of: 'person' as const }], 'second-operator'],
  ])('with %s goes at once only where it becomes stricter', (_what, before, after, kind) => {
    expect(kindsOf(before, after)).toEqual([kind]);
  });
});

describe('a recipient', () => {
  const guest = { name: 'Eve', email: 'eve@example.org', organisation: 'The registry' };
  const changes = (before: Recipient[], after: Recipient[]) => {
    const having = (recipients: Recipient[]) => sampleProject({ people: { ...sampleProject().people, recipients } });
    return differencesBetween(having(before), having(after));
  };

  it.each([
    ['one more', [], [guest], 'second-operator'],
    ['one less', [guest], [], 'free'],
    ['another name', [guest], [{ ...guest, name: 'Eva' }], 'free'],
    ['another organisation', [guest], [{ ...guest, organisation: 'Us' }], 'second-operator'],
    ['an object id', [guest], [{ ...guest, oid: person('Eve', 7).oid }], 'second-operator'],
    ['a last day', [guest], [{ ...guest, until: '2026-12-31' }], 'stricter'],
    ['a later day', [{ ...guest, until: '2026-12-31' }], [{ ...guest, until: '2027-12-31' }], 'second-operator'],
  ])('with %s goes at once only where it gives nobody more', (_what, before, after, kind) => {
    expect(changes(before, after).map((one) => one.kind)).toEqual([kind]);
  });

  it('is the same in whatever case the address is written', () => {
    expect(changes([guest], [{ ...guest, email: 'EVE@example.org' }])).toMatchObject([{ kind: 'second-operator' }]);
    expect(changes([guest], [guest])).toEqual([]);
  });

  it('is called neither by name nor by address in the audit, with or without an object id', () => {
    for (const one of [guest, { ...guest, oid: person('Eve', 7).oid }])
      for (const { record } of [
        ...changes([], [one]),
        ...changes([one], []),
        ...changes([one], [{ ...one, name: 'Eva', email: 'EVE@example.org' }]),
      ])
        expect(record).not.toMatch(/Eve|Eva|eve@/i);
  });
});

describe('for whom results are', () => {
  const release = { recipients: ['A', 'B'], terms: 'For the paper only.' };
  const kindsOf = (before: Project['release'], after: Project['release']) =>
    differencesBetween(sampleProject({ release: before }), sampleProject({ release: after })).map(({ kind }) => kind);

  it('goes at once where it is fewer, and waits where anybody or other terms are added or all of it goes', () => {
    expect(kindsOf(release, { ...release, recipients: ['A'] })).toEqual(['stricter']);
    expect(kindsOf(release, { ...release, recipients: ['A', 'B', 'C'] })).toEqual(['second-operator']);
    expect(kindsOf(release, { ...release, terms: 'For everything.' })).toEqual(['second-operator']);
    expect(kindsOf(release, undefined)).toContain('second-operator');
  });
});

/** A definition that has only this value at this place. */
const having = (path: string, value: unknown): unknown =>
  path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);

describe('the table of rules', () => {
  const lists = Object.entries(fieldRules).flatMap(([path, rule]) =>
    rule.kind === 'list' && !path.includes('[]') ? [[path, rule] as const] : [],
  );

  it.each(lists)('says of %s whether an entry more or less goes at once', (path, rule) => {
    const { key, added, removed, name } = rule;
    const entries = ['one', 'two'].map((text) => ({ [key]: text }));
    const [fewer, more] = [having(path, entries.slice(0, 1)), having(path, entries)];
    const why = (kind: string, words: string) =>
      kind === 'free' ? 'goes at once' : `${words} waits for a second operator`;
    const told = { path: `${path}[${keyOfEntry(rule, { [key]: 'two' })}]`, words: expect.stringContaining(name) };
    expect(differencesBetween(fewer, more)).toEqual([
      expect.objectContaining({ ...told, kind: added, why: why(added, 'one more'), to: entries[1] }),
    ]);
    expect(differencesBetween(more, fewer)).toEqual([
      expect.objectContaining({ ...told, kind: removed, why: why(removed, 'one less'), from: entries[1] }),
    ]);
  });

  it('lets a field wait that it does not name, and looks into one that only one of both has', () => {
    expect(differencesBetween({ odd: 1 }, { odd: 2 })).toEqual([
      expect.objectContaining({ path: 'odd', kind: 'second-operator', from: 1, to: 2 }),
    ]);
    const paths = (before: unknown, after: unknown) => differencesBetween(before, after).map(({ path }) => path);
    expect(paths({}, having('egress.approval', { quorum: 2, independent: 1 }))).toEqual([
      'egress.approval.quorum',
      'egress.approval.independent',
    ]);
    expect(paths(having('egress', 7), having('egress', { requireMarker: true }))).toEqual(['egress.requireMarker']);
    expect(paths(having('egress', { requireMarker: true }), having('egress', [1]))).toEqual(['egress.requireMarker']);
  });

  it('has the names of people in no record, and those of computes in each', () => {
    const called = (name: string) => having('people.approvers', [{ oid: 'x', name }]);
    const [renamed] = differencesBetween(called('Ada'), called('Bea'));
    expect(renamed?.record).toBe('Name of the approver x: another one');
    const sized = (size: string) => having('compute.virtualMachines', [{ name: 'vm1', size }]);
    expect(
      differencesBetween(sized('S'), sized('L'))
        .map((one) => one.record)
        .join(),
    ).toMatch(/vm1.*S becomes L/);
    const reached = (email: string) => having('compute.virtualMachines', [{ name: 'vm1', email }]);
    expect(differencesBetween(reached('one'), reached('two'))[0]?.record).toMatch(/one becomes two$/);
  });
});

describe('the differences between two definitions', () => {
  it('are none where nothing was changed, in whatever order people and computes stand', () => {
    fc.assert(
      fc.property(someProject, (project) => {
        const { people, compute } = project;
        const turned = {
          ...project,
          people: { ...people, approvers: people.approvers.toReversed() },
          compute: { ...compute, virtualMachines: compute.virtualMachines.toReversed() },
        };
        expect(differencesBetween(project, turned)).toEqual([]);
      }),
    );
  });

  it('name each changed field once, and no other', () => {
    fc.assert(
      fc.property(someProject, someProject, (before, after) => {
        const paths = differencesBetween(before, after).map(({ path }) => path);
        expect(new Set(paths).size).toBe(paths.length);
        const [old, now] = [new Map(leavesOf(before)), new Map(leavesOf(after))];
        const changed = [...new Set([...old.keys(), ...now.keys()])].filter((leaf) => old.get(leaf) !== now.get(leaf));
        const naming = (leaf: string) => paths.filter((path) => leaf === path || leaf.startsWith(`${path}.`));
        for (const leaf of changed) expect([leaf, naming(leaf)]).toEqual([leaf, [expect.any(String)]]);
        expect(paths.filter((path) => !changed.some((leaf) => naming(leaf).includes(path)))).toEqual([]);
      }),
    );
  });

  it('are told the other way round when the change is taken back', () => {
    fc.assert(
      fc.property(someProject, someProject, (before, after) => {
        const there = differencesBetween(before, after).map(({ path, from, to }) => ({ path, from, to }));
        const back = differencesBetween(after, before).map(({ path, from, to }) => ({ path, from: to, to: from }));
        const byPath = (one: { path: string }, other: { path: string }) => (one.path < other.path ? -1 : 1);
        expect(there.sort(byPath)).toEqual(back.sort(byPath));
      }),
    );
  });

  it('are told in words: no raw JSON, and no object id of anybody whom a definition names', () => {
    fc.assert(
      fc.property(someProject, someProject, (before, after) => {
        for (const { words, why } of differencesBetween(before, after)) {
          expect(`${words} ${why}`).not.toMatch(/[{}"]|\[object|undefined|null/);
          for (const { oid } of [...before.people.approvers, ...after.people.approvers])
            expect(words).not.toContain(oid);
        }
      }),
    );
  });

  it('are told by names that no other field has, and by no name of a program', () => {
    const called = Object.entries(fieldRules).filter(([path]) => !path.includes('[].'));
    expect(called.filter(([, { name }], at) => called.findIndex(([, other]) => other.name === name) !== at)).toEqual(
      [],
    );
    const keys = Object.keys(fieldRules).flatMap((path) => /\w*[a-z][A-Z]\w*$/.exec(path) ?? []);
    const program = new RegExp(`\\b(?:${keys.join('|')})\\b`);
    fc.assert(
      fc.property(someProject, someProject, (before, after) => {
        for (const { words, record } of differencesBetween(before, after))
          for (const text of [words, record]) expect(text).not.toMatch(program);
      }),
    );
  });

  it('are recorded by object ids alone, with neither a name nor an address', () => {
    const before = sampleProject();
    const [ada, ...others] = before.people.approvers;
    if (ada === undefined) throw new Error('The sample has no approver');
    const came = { ...person('Nora', 71), independent: true, reserve: false };
    const after = sampleProject({
      people: { ...before.people, approvers: [{ ...ada, name: 'Ada King', email: 'king@example.org' }, came] },
      suspended: [suspension(person('Sue', 60))],
    });
    const records = differencesBetween(before, after).map(({ record }) => record);
    expect(records).toEqual(
      expect.arrayContaining([
        `Name of the approver ${ada.oid}: another one`,
        `E-mail of the approver ${ada.oid}: another one`,
        `New approver: ${came.oid} (independent yes, reserve no)`,
      ]),
    );
    const named = [ada, came, ...others, person('Sue', 60)].flatMap(({ name, email }) => [name, email]);
    for (const text of [...named, 'king']) expect(records.join('\n')).not.toContain(text);
  });

  it('say by which rule each may be changed, and whether it waits', () => {
    const before = sampleProject();
    const after = sampleProject({ title: 'Hearts', ends: '2028-12-31', starts: '2026-02-01' });
    expect(differencesBetween(before, after)).toEqual([
      {
        path: 'title',
        from: 'Heart study',
        to: 'Hearts',
        kind: 'free',
        rule: 'free',
        why: 'goes at once',
        words: 'Title: Heart study becomes Hearts',
        record: 'Title: Heart study becomes Hearts',
      },
      expect.objectContaining({
        path: 'starts',
        kind: 'stricter',
        rule: 'stricter-only',
        why: 'goes at once, because it becomes stricter (at once only later)',
      }),
      expect.objectContaining({
        path: 'ends',
        kind: 'second-operator',
        rule: 'stricter-only',
        why: 'waits for a second operator (at once only earlier)',
      }),
    ]);
  });
});
