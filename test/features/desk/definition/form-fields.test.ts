import { describe, expect, it } from 'vitest';
import { fieldRules } from '../../../../src/domain/definition/definition-rules.ts';
import { addressDigest } from '../../../../src/domain/people/people.ts';
import { advancedOnly, fieldsOf, nameOf, textOf } from '../../../../src/features/desk/definition/form-fields.ts';
import { entriesIn, valueAt } from '../../../../src/features/desk/definition/written-field.ts';
import { writtenPart } from '../../../../src/features/desk/definition/written-part.ts';
import { editedParts } from '../../../../src/features/desk/queries.ts';
import { sampleProject } from '../../../domain/sample.ts';

const fields = editedParts.flatMap(fieldsOf);
const known = [
  { oid: '5a11f0a7-0000-4000-8000-0000000000e1', name: 'Eve Ny', email: 'eve@example.org' },
  { oid: '5a11f0a7-0000-4000-8000-0000000000e2', name: 'Finn Ny', email: 'same@example.org' },
  { oid: '5a11f0a7-0000-4000-8000-0000000000e3', name: 'Finn Ny', email: 'Same@example.org' },
  { oid: '5a11f0a7-0000-4000-8000-0000000000e4', name: null, email: null },
].map((one) => ({ ...one, since: '', seenOn: '', origin: 'sign-in' as const, clearedAt: null }));

describe('the forms of a definition', () => {
  // A test of the table of rules holds it to the schema.
  const all = Object.keys(fieldRules);

  it('have each field of the schema once, but for what is changed as JSON only', () => {
    const isIn = (path: string, outer: string) =>
      path === outer || ['.', '[]'].some((more) => path.startsWith(`${outer}${more}`));
    const named = ['name', 'email', 'oid'];
    const places = (path: string) => {
      const own = fields.filter((field) => isIn(path, field.path));
      const part = path.slice(path.indexOf('[].') + 3);
      const isSaid = !path.includes('[].') || named.includes(part);
      return own.filter((field) => isSaid || field.columns.some((column) => column.path === path)).length;
    };
    const advanced = Object.keys(advancedOnly);
    const wrong = all.filter((path) => places(path) !== (advanced.some((outer) => isIn(path, outer)) ? 0 : 1));
    expect(wrong).toEqual([]);
    expect(advanced.filter((outer) => !all.some((path) => isIn(path, outer)))).toEqual([]);
  });

  it('call each field by a name of its own, and say what it is for where the schema does', () => {
    expect(fields.length).toBeGreaterThan(40);
    expect(new Set(fields.map(nameOf)).size).toBe(fields.length);
    expect(fields.filter(({ label, path }) => label === path).map(({ path }) => path)).toEqual([]);
    const quorum = fields.find(({ path }) => path === 'egress.approval.quorum');
    expect(quorum).toMatchObject({ kind: 'whole', label: 'Approvers who must approve' });
    expect(quorum?.help).toBe('How many different approvers must approve. As a rule 2.');
    expect(fields.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['text', 'long', 'whole', 'day', 'choice', 'tick', 'list', 'lines', 'people']),
    );
  });
});

describe('what a form writes', () => {
  const release = { recipients: ['North, of the north', 'South'], terms: 'Cite us.\r\nKeep it.' };
  const project = { ...sampleProject(), release };
  const shown = (part: (typeof editedParts)[number]) =>
    Object.fromEntries(
      fieldsOf(part)
        .filter(({ kind }) => kind !== 'people')
        .map((field) => [nameOf(field), textOf(valueAt(project, field.path.split('.')), field.kind)]),
    );

  it.each(editedParts)('of %s changes nothing while nobody typed', (part) => {
    const written = writtenPart(project, fieldsOf(part), { fields: shown(part), known });
    expect(written).toEqual({ definition: project, problems: [] });
    expect(writtenPart(project, fieldsOf(part), { fields: {}, known }).definition).toEqual(project);
  });

  it.each([
    ['doors', 'ingress:maxFiles', '7', 7],
    ['doors', 'ingress:maxFiles', 'seven', 'seven'],
    ['doors', 'ingress:maxFiles', '', undefined],
    ['doors', 'ingress:requireMarker', 'yes', true],
    ['doors', 'egress:allowedExtensions', '.csv, .txt', ['.csv', '.txt']],
    ['approval', 'egress:disclosure:rounding', '5 10', [5, 10]],
    ['approval', 'egress:approval:deadlineBusinessDays', '3', 3],
    ['about', 'title', '  Another title ', 'Another title'],
    ['doors', 'release:recipients', ' North, East\n\nSouth ', ['North, East', 'South']],
    ['doors', 'release:terms', 'Cite us.\n\nKeep it. ', 'Cite us.\n\nKeep it.'],
  ] as const)('of %s into %s as %j is %j', (part, name, text, value) => {
    const written = writtenPart(project, fieldsOf(part), { fields: { ...shown(part), [name]: text }, known });
    expect(valueAt(written.definition, name.split(':'))).toEqual(value);
  });

  it('of a list that is emptied lets every kind of file in', () => {
    const before = { ...project, ingress: { ...project.ingress, allowedExtensions: ['.csv'] } };
    const typed = { 'ingress:allowedExtensions': '' };
    const { definition } = writtenPart(before, fieldsOf('doors'), { fields: typed, known });
    expect(valueAt(definition, ['ingress', 'allowedExtensions'])).toBeNull();
  });
});

describe('terms in a form', () => {
  const typed = { 'release:recipients': 'North', 'release:terms': 'Cite us' };
  const write = (before: object, fields: Record<string, string>) =>
    writtenPart({ ...sampleProject(), ...before }, fieldsOf('doors'), { fields, known }).definition['release'];

  it('come where there were none, and leave nothing behind', () => {
    const release = { recipients: ['North'], terms: 'Cite us' };
    expect(write({}, typed)).toEqual(release);
    expect(write({ release }, { 'release:recipients': '', 'release:terms': '' })).toBeUndefined();
    expect(write({ release }, { 'release:recipients': '' })).toEqual({ terms: 'Cite us' });
  });
});

describe('people in a form', () => {
  const project = { ...sampleProject() };
  const approvers = (fields: Record<string, string>) => {
    const { definition, problems } = writtenPart(project, fieldsOf('people'), { fields, known });
    return { people: entriesIn(valueAt(definition, ['people', 'approvers'])), problems };
  };
  const [first] = project.people.approvers;
  const before = project.people.approvers.length;
  const eve = { name: 'Eve Ny', email: 'eve@example.org', oid: known[0]?.oid };
  const oid = '5a11f0a7-0000-4000-8000-0000000000f1';

  it('come by their address, with what is said of them, and leave', () => {
    const typed = {
      'people:approvers:new': 'Eve Ny <EVE@example.org>',
      'people:approvers:new:independent': 'yes',
      'people:approvers:new:eligibleUntil': '2030-01-31',
      [`people:approvers:${first?.oid}:out`]: 'yes',
    };
    const { people, problems } = approvers(typed);
    expect(problems).toEqual([]);
    expect(people).toHaveLength(before);
    expect(people.at(-1)).toEqual({ ...eve, independent: true, eligibleUntil: '2030-01-31' });
    expect(people.map((one) => one['oid'])).not.toContain(first?.oid);
  });

  it.each([
    ['eve@example.org', [eve]],
    [known[0]?.oid ?? '', [eve]],
    [`Gil Ny <gil@example.org> ${oid}`, [{ name: 'Gil Ny', email: 'gil@example.org', oid }]],
    [`Ny, Gil <gil@example.org> ${oid.toUpperCase()}`, [{ name: 'Ny Gil', email: 'gil@example.org', oid }]],
    [`eve@example.org; Gil Ny <gil@example.org> ${oid}`, [eve, { name: 'Gil Ny', email: 'gil@example.org', oid }]],
    ['eve@example.org, "Eve Ny" <eve@example.org>', [eve, eve]],
    [`\n\n${known[1]?.oid}`, [{ name: 'Finn Ny', email: 'same@example.org', oid: known[1]?.oid }]],
  ])('are read from %j', (text, wanted) => {
    expect(approvers({ 'people:approvers:pasted': text })).toMatchObject({ problems: [] });
    expect(approvers({ 'people:approvers:pasted': text }).people.slice(before)).toEqual(wanted);
  });

  it.each([
    ['nobody@example.org', 'nobody like that is known here'],
    ['same@example.org', '2 people of that address are known'],
    ['Somebody', 'nobody like that is known here'],
    [known[3]?.oid ?? '', 'nobody like that is known here'],
  ])('are not guessed from %j', (text, why) => {
    const { people, problems } = approvers({ 'people:approvers:new': text });
    expect(people).toHaveLength(before);
    expect(problems).toMatchObject([{ path: 'people.approvers', value: text }]);
    expect(problems[0]?.message).toContain(`${text}: ${why}`);
  });
});

describe('recipients in a form', () => {
  const nora = { name: 'Nora', email: 'nora.o-neil@example.org', organisation: 'North' };
  const field = 'people:recipients';
  const rowOf = (email: string) => `${field}:${addressDigest(email)}`;
  const write = (before: readonly object[] | undefined, fields: Record<string, string>) => {
    const base = sampleProject();
    const project = { ...base, people: { ...base.people, ...(before === undefined ? {} : { recipients: before }) } };
    const { definition, problems } = writtenPart(project, fieldsOf('people'), { fields, known });
    return { recipients: valueAt(definition, ['people', 'recipients']), problems };
  };

  it('come by name and address, and by the object id of whoever has signed in', () => {
    const typed = {
      [`${field}:new`]: 'Nora <nora.o-neil@example.org>',
      [`${field}:new:organisation`]: 'North',
      [`${field}:new:until`]: '2030-01-31',
      [`${field}:pasted`]: 'Gil Ny, gil@example.org\neve@example.org',
    };
    const theirs = { organisation: 'North', until: '2030-01-31' };
    expect(write(undefined, typed)).toEqual({
      problems: [],
      recipients: [
        { ...nora, until: '2030-01-31' },
        { name: 'Gil Ny', email: 'gil@example.org', ...theirs },
        { name: 'Eve Ny', email: 'eve@example.org', oid: known[0]?.oid, ...theirs },
      ],
    });
  });

  it('get another last day, or none, each by their own address', () => {
    const gil = { ...nora, name: 'Gil', email: 'gil@example.org', until: '2030-01-31' };
    const days = { [`${rowOf(nora.email)}:until`]: '2031-12-31', [`${rowOf(gil.email)}:until`]: '' };
    const { until: _, ...forEver } = gil;
    expect(write([nora, gil], days).recipients).toEqual([{ ...nora, until: '2031-12-31' }, forEver]);
  });

  it('leave a list behind, since they still owe what they were asked', () => {
    expect(write([nora], { [`${rowOf(nora.email)}:out`]: 'yes' }).recipients).toEqual([]);
    expect(write(undefined, {}).recipients).toBeUndefined();
  });

  it('are not guessed from an address alone', () => {
    const { problems, recipients } = write([nora], { [`${field}:new`]: 'gil@example.org' });
    expect(recipients).toEqual([nora]);
    expect(problems[0]?.message).toBe(
      'gil@example.org: nobody like that is known here; write the name and the address of the person',
    );
  });
});
