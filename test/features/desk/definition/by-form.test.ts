import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findPerson } from '../../../../local/azure/directory.ts';
import type { VisitedPage, Visitor } from '../../../../local/people/visitor.ts';
import { pageFields } from '../../../functions/page-fields.ts';
import { aProject, type RunningApp, signInAs, startApp } from '../../../functions/running-app.ts';

let app: RunningApp;
let drawn = 0;
let id: string;
const eve = { oid: '5a11f0a7-0000-4000-8000-0000000000e1', name: 'Eve Ny', email: 'eve@example.org' };
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  const at = '2026-01-01T08:00:00.000Z';
  await app.ports.people.put({ ...eve, since: at, seenOn: '2026-01-01', origin: 'sign-in', clearedAt: null });
});
beforeEach(async () => {
  drawn += 1;
  id = `study-${drawn}`;
  await aProject(app, { id });
});
afterAll(() => app.stop());

interface Opened {
  readonly visitor: Visitor;
  readonly html: string;
}

const pathOf = () => `/api/ops/desk/projects/${id}`;
const inForce = async (project = id) => (await app.ports.projects.get(project))?.value;
const oidOf = (person: string) => findPerson(app.azure.directory, person).oid;

async function open(query = '', person = 'otto', path = pathOf()): Promise<Opened> {
  const { visitor, page } = await signInAs(app, person, `${path}${query}`);
  return { visitor, html: page.html };
}

async function send(
  { visitor, html }: Opened,
  form: string,
  fields: Record<string, string>,
  path = pathOf(),
): Promise<Opened & VisitedPage> {
  const page = await visitor.post(`${app.url}${path}/${form}`, pageFields(html, `/${form}`, fields), app.url);
  return { visitor, ...page };
}

const wrongAt = ({ html }: VisitedPage, field: string) =>
  new RegExp(`id="${field}-wrong"><p class="bad">([^<]*)<`).exec(html)?.[1];

describe('a part of a definition that is changed by form', () => {
  it('shows what it wrote as a difference, and waits for a second operator as the JSON does', async () => {
    const asked = { 'people:approvers:new': 'Eve Ny <eve@example.org>', 'people:approvers:new:independent': 'yes' };
    const checked = await send(await open('?edit=people'), 'edit-people', asked);
    expect(checked.status).toBe(200);
    expect(checked.html).toContain('New approver: Eve Ny');
    expect(checked.html).toContain('<span class="tag wait">waits</span>');
    expect(checked.html).toContain('What it brings about');
    expect((await inForce())?.people.approvers).toHaveLength(3);
    const put = await send(checked, 'put', { reason: 'Ada is often away' });
    expect(put.url).toContain('?done=waits');
    const second = await open('', 'olivia');
    await send(second, 'confirm', { reason: 'Seen' });
    expect((await inForce())?.people.approvers.at(-1)).toEqual({ ...eve, independent: true });
  });

  it('takes several parts together, and nothing that was not typed', async () => {
    const first = await send(await open('?edit=doors'), 'edit-doors', { 'ingress:maxFiles': '77' });
    const both = await send(first, 'edit-approval', { 'egress:approval:onDeadline': 'keep' });
    expect(
      [...both.html.matchAll(/<li><bdi dir="auto">([^<]*)<\/bdi> <span class="tag/g)].map(([, one]) => one),
    ).toEqual([
      'Most files of a dataset: 10,000 becomes 77',
      'What a review does at its deadline: return becomes keep',
    ]);
  });

  it('says at the field what is wrong, once and in our words, and keeps what was typed', async () => {
    const page = await open('?edit=approval');
    const typed = { 'egress:approval:quorum': '9', 'egress:approval:reminders:most': 'many' };
    const answer = await send(page, 'edit-approval', typed);
    expect(answer.status).toBe(400);
    expect(wrongAt(answer, 'egress:approval:reminders:most')).toBe('must be a number');
    expect(answer.html).toMatch(
      /role="alert" tabindex="-1" autofocus><p>1 field below is not right\. Nothing was changed\./,
    );
    expect(answer.html).toMatch(/aria-describedby="egress:approval:reminders:most-wrong"[^>]* value="many"/);
    const again = await send(answer, 'edit-approval', { ...typed, 'egress:approval:reminders:most': '3' });
    expect(wrongAt(again, 'egress:approval:quorum')).toContain('cannot be reached: there are 3 approvers');
    expect(again.html.split('cannot be reached').length).toBe(2);
    expect(again.html).toContain('value="9"');
  });

  it('names nobody who is not known', async () => {
    const answer = await send(await open('?edit=people'), 'edit-people', {
      'people:researchers:pasted': 'eve@example.org\nwho@example.org',
      [`people:approvers:${oidOf('ben')}:out`]: 'yes',
    });
    expect(answer.status).toBe(400);
    expect(wrongAt(answer, 'people:researchers')).toContain('who@example.org: nobody like that is known here');
    expect(answer.html).toContain('eve@example.org\nwho@example.org</textarea>');
    expect(answer.html).toMatch(
      new RegExp(`name="edit-people.people:approvers:${oidOf('ben')}:out" value="yes" checked`),
    );
  });

  it('says of somebody in two lists who it is, once', async () => {
    const twice = { 'people:approvers:pasted': 'eve@example.org; eve@example.org' };
    const answer = await send(await open('?edit=people'), 'edit-people', twice);
    expect(wrongAt(answer, 'people:approvers')).toBe('Eve Ny: stands twice in this list; each person is named once');
    expect(answer.html.split('stands twice').length).toBe(2);
  });

  it('takes recipients in, gives them another last day and takes them out', async () => {
    const { people } = await aProject(app, { id });
    const recipient = (name: string) => ({ name, email: `${name.toLowerCase()}@n.example.org`, organisation: 'North' });
    const [nora, gil] = [{ ...recipient('Nora'), until: '2030-01-31' }, recipient('Gil')];
    const release = { recipients: ['North'], terms: 'Cite us' };
    await aProject(app, { id, people: { ...people, recipients: [nora, gil] }, release });
    const page = await open('?edit=people');
    const row = (name: string) =>
      new RegExp(`name="edit-people\\.(people:recipients:\\w+):out"[^>]*><span[^>]*>Take ${name} out<`).exec(
        page.html,
      )?.[1];
    const checked = await send(page, 'edit-people', {
      [`${row('Nora')}:until`]: '2029-12-31',
      [`${row('Gil')}:out`]: 'yes',
      'people:recipients:new': 'Hal <hal@n.example.org>',
      'people:recipients:new:organisation': 'South',
    });
    expect(checked.status).toBe(200);
    expect(checked.html).toContain('New recipient: Hal');
    await send(checked, 'put', { reason: 'It was agreed' });
    await send(await open('', 'olivia'), 'confirm', { reason: 'Seen' });
    expect((await inForce())?.people.recipients).toEqual([
      { ...nora, until: '2029-12-31' },
      { ...recipient('Hal'), organisation: 'South' },
    ]);
  });

  it('takes the terms of what is released, of many lines, and says which of them is missing', async () => {
    const terms = 'Cite us.\n\nKeep it <b>safe</b>.';
    const half = await send(await open('?edit=doors'), 'edit-doors', { 'release:terms': terms });
    expect([half.status, wrongAt(half, 'release:recipients')]).toEqual([400, 'is missing']);
    expect(half.html).toContain('Keep it &lt;b&gt;safe&lt;/b&gt;.</textarea>');
    const checked = await send(half, 'edit-doors', {
      'release:terms': terms,
      'release:recipients': 'North, and\nSouth',
    });
    expect(checked.status).toBe(200);
    const put = await send(checked, 'put', { reason: 'It was agreed' });
    expect(put.url).toContain('?done=');
    if (put.url.includes('?done=waits')) await send(await open('', 'olivia'), 'confirm', { reason: 'Seen' });
    expect((await inForce())?.release).toEqual({ recipients: ['North, and', 'South'], terms });
    const again = await send(await open('?edit=doors'), 'edit-doors', { 'ingress:maxFiles': '78' });
    expect(again.html).not.toContain('Terms for the recipients:');
  });

  it('is of no use to whoever only reads, or takes part', async () => {
    expect((await open('?edit=people', 'rita')).html).not.toContain('edit-people');
    const { people } = await aProject(app, { id });
    const { oid, name, email } = findPerson(app.azure.directory, 'otto');
    await aProject(app, { id, people: { ...people, dataOwners: [{ oid, name, email }] } });
    expect((await open('?edit=people')).html).not.toContain('edit-people');
  });
});

describe('a new project on three pages', () => {
  const place = '/api/ops/desk/new-project';
  const begin = () => open('?new=about', 'otto', '/api/ops/desk/projects');
  const about = () => ({ id: `new-${id}`, title: 'A study of <knees>', starts: '2030-01-01', ends: '2031-12-31' });
  const person = (name: string, number: number) =>
    `${name} <${name.toLowerCase()}@example.org> 5a11f0a7-0000-4000-8000-00000000000${number}`;

  it('says at each page what is wrong there, tells of groups, and shows in the end what it brings about', async () => {
    const first = await send(await begin(), 'new-about', { ...about(), ends: '' }, place);
    expect(first.status).toBe(400);
    expect(wrongAt(first, 'ends')).toBe('is missing');
    const second = await send(first, 'new-about', about(), place);
    expect(second.html).toContain('A new project, page 2 of 3');
    expect(second.html).toContain(`&quot;id&quot;:&quot;new-${id}&quot;,&quot;owners&quot;:&quot;…&quot;`);
    const nobody = await send(second, 'new-people', {}, place);
    expect(wrongAt(nobody, 'people:dataOwners')).toBe('must have at least 1 entry');
    const people = {
      'people:dataOwners:new': person('Nora', 1),
      'people:approvers:pasted': [person('Alma', 2), person('Bela', 3)].join('\n'),
    };
    const third = await send(nobody, 'new-people', people, place);
    expect(third.html).toContain('A new project, page 3 of 3');
    const back = await send(third, 'back-doors', {}, place);
    expect(back.html).toContain('<bdi>Nora</bdi>');
    const ahead = await send(back, 'new-people', {}, place);
    const shown = await send(ahead, 'new-doors', { 'egress:approval:quorum': '1' }, place);
    expect(shown.status).toBe(200);
    expect(shown.html).toContain('Access is not deployed');
    const put = await send(shown, 'put', { reason: 'It was agreed' }, place);
    expect(put.url).toContain(`/projects/new-${id}?done=waits`);
    const confirmed = await open('', 'olivia', `/api/ops/desk/projects/new-${id}`);
    await send(confirmed, 'confirm', { reason: 'Seen' }, `/api/ops/desk/projects/new-${id}`);
    expect(await inForce(`new-${id}`)).toMatchObject({
      title: 'A study of <knees>',
      egress: { approval: { quorum: 1 } },
    });
  });

  it('has an id that no other has', async () => {
    const taken = await send(await begin(), 'new-about', { ...about(), id }, place);
    expect(wrongAt(taken, 'id')).toBe('is the id of another project');
  });
});
