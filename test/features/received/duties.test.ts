import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { findPerson } from '../../../local/azure/directory.ts';
import { receiptKeys } from '../../../src/activities/lifecycle/receipts.ts';
import { DAY } from '../../../src/domain/base/time.ts';
import { startTimeSlice } from '../../../src/domain/base/time-slice.ts';
import { verifyReceipt } from '../../../src/domain/lifecycle/receipt.ts';
import type { Recipient } from '../../../src/domain/project/recipients.ts';
import { receivedAnswer } from '../../../src/features/received/descriptions.ts';
import { Failures } from '../../../src/use-cases/base/failures.ts';
import { askRecipients } from '../../../src/use-cases/notification/ask-recipients.ts';
import { askRoute, wholeAnswer } from '../../functions/ask-route.ts';
import { aProject, hiddenField, opened, type RunningApp, signInAs, startApp } from '../../functions/running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
});
afterAll(() => app.stop());

const terms = 'Keep it <b>safe</b> & delete it.';
const release = { recipients: ['Two registries'], terms };
const files = { digest: 'd'.repeat(64), count: 3, bytes: 2048 };

function entry(id: string, withOid: boolean): Recipient {
  const { name, email, oid } = findPerson(app.azure.directory, id);
  return { name, email, organisation: `The <i>${id}</i>`, ...(withOid ? { oid } : {}) };
}

async function naming(recipients: Recipient[], more: Record<string, unknown> = {}): Promise<void> {
  const { people } = await aProject(app);
  await aProject(app, { people: { ...people, recipients }, release, ...more });
}

async function asked(): Promise<void> {
  const failures = new Failures();
  const settings = { publicBaseUrl: app.url, ticks: { tell: 1, link: 1 } };
  await askRecipients(app.ports, settings, { failures, share: startTimeSlice(app.ports.clock, 60) });
  failures.throwAny();
}

let number = 0;
let id = '';
beforeEach(async () => {
  await naming([entry('nils', false), entry('lars', true)]);
  number += 1;
  const row = { door: 'export', package: files, name: `tables ${number}`, state: 'released' } as const;
  id = (await opened(app, row)).id;
  await asked();
});

async function takenBack(): Promise<void> {
  const stored = await app.ports.register.get({ project: 'heart-study', id });
  if (stored === undefined) throw new Error('there is no package');
  await app.ports.register.update({ ...stored, value: { ...stored.value, state: 'revoked' } });
  await asked();
}

async function read(person: string) {
  const { body } = await wholeAnswer(app, 'receivedData', { person });
  return receivedAnswer.parse(JSON.parse(String(body)));
}
const mine = async (person: string) => (await read(person)).asked.filter((one) => one.id === id);

async function press(person: string, what: string, typed: Record<string, string> = {}, change: object = {}) {
  const { visitor, page } = await signInAs(app, person, '/api/received');
  const antiForgery = hiddenField(page.html, 'antiForgery');
  const of = (fields: Record<string, string>) =>
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${what}-${id}.${name}`, value]));
  const form = { antiForgery, form: `${what}-${id}`, ...of(typed), ...change };
  return {
    before: page,
    after: await visitor.post(`${app.url}/api/received/heart-study/${id}/${what}`, form, app.url),
  };
}

const termsOf = async (person: string) => (await mine(person))[0]?.terms?.sha256 ?? '';

describe('a recipient without any role', () => {
  it.each(['nils', 'lars'])('%s sees what was released, and accepts its terms once', async (person) => {
    const { items } = await read(person);
    expect(items.map((one) => one.id)).toContain(id);
    expect(await mine(person)).toMatchObject([{ what: 'accept', overdue: false, terms: { text: terms } }]);
    const { before, after } = await press(person, 'accept', { terms: await termsOf(person) });
    expect(before.html).toContain('Keep it &lt;b&gt;safe&lt;/b&gt; &amp; delete it.');
    expect(after.status).toBe(200);
    expect(after.html).toContain('you accepted its terms on');
    expect((await mine(person)).map(({ done }) => done !== undefined)).toEqual([true]);
    await press(person, 'accept', { terms: 'again' });
    const lines = (await Array.fromAsync(app.ports.audit.lines('heart-study'))).filter(
      (line) => line.includes('"recipient.accepted"') && line.includes(id),
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(findPerson(app.azure.directory, person).oid);
    expect(lines.join()).not.toMatch(/example\.org/);
  });

  it('says that copies are deleted once it was taken back, and the page says that they say so', async () => {
    expect((await press('nils', 'deletion', { text: 'too early' })).after.status).toBe(409);
    await takenBack();
    const [duty] = await mine('nils');
    expect(duty).toMatchObject({ what: 'deletion', why: 'it was taken back' });
    const wrong = await press('nils', 'deletion', { text: 'x'.repeat(601) });
    expect([wrong.after.status, wrong.after.html.includes('longer than 600')]).toEqual([400, true]);
    expect((await press('nils', 'deletion', { text: 'one\nline' })).after.status).toBe(400);
    const { after } = await press('nils', 'deletion', { text: 'by <our> archive' });
    expect(after.html).toContain('you said that every copy of yours is deleted');
    expect(after.html).toContain('by &lt;our&gt; archive');
    expect((await mine('nils')).filter(({ done }) => done === undefined)).toEqual([]);
  });

  it('has signed what they say of their copies, and nothing else that they say', async () => {
    await press('nils', 'accept', { terms: await termsOf('nils') });
    expect(await app.ports.manifests.receiptNames(id)).toEqual([]);
    await takenBack();
    const { after } = await press('nils', 'deletion', { text: 'by <our> archive' });
    const [name = '', ...others] = await app.ports.manifests.receiptNames(id);
    expect(others).toEqual([]);
    const signed = (await mine('nils')).find(({ what }) => what === 'deletion')?.signed ?? '';
    expect(await app.ports.manifests.readReceipt(name)).toBe(signed);
    expect(after.html).toContain(signed);
    const { oid, email } = findPerson(app.azure.directory, 'nils');
    const says = { says: 'every copy of theirs is deleted', by: oid, text: 'by <our> archive' };
    const stated = await verifyReceipt(signed, await receiptKeys(app.ports));
    const of = { kind: 'confirmation', operation: id, project: 'heart-study', ...files };
    expect(stated).toMatchObject({ ...of, said: says });
    expect(stated).toMatchObject({ runIds: [], chain: { count: 0 } });
    expect(stated.restorableUntil).toBeUndefined();
    expect(JSON.stringify(stated)).not.toContain(email);
    await press('nils', 'deletion', { text: 'again' });
    expect(await app.ports.manifests.receiptNames(id)).toEqual([name]);
    expect((await mine('lars')).map((one) => one.signed)).toEqual([undefined]);
  });

  it('is asked again after an answer that was signed and not told, and the same statement stands', async () => {
    await takenBack();
    const { audit } = app.ports;
    const append = audit.append.bind(audit);
    let left = 1;
    audit.append = async (project, events) => {
      if (events.some(({ kind }) => kind === 'recipient.confirmed') && left > 0) {
        left -= 1;
        throw new Error('the storage is away');
      }
      return await append(project, events);
    };
    expect((await press('nils', 'deletion')).after.status).toBeGreaterThanOrEqual(500);
    audit.append = append;
    expect((await mine('nils')).filter(({ done }) => done === undefined)).toHaveLength(1);
    expect((await press('nils', 'deletion')).after.html).toContain('you said that every copy of yours is deleted');
    expect(await app.ports.manifests.receiptNames(id)).toHaveLength(1);
  });

  it('says so too whom no definition names any more, and sees no release then', async () => {
    await naming([entry('lars', true)]);
    await asked();
    const { projects, items } = await read('nils');
    expect([projects, items]).toEqual([[], []]);
    expect(await mine('nils')).toMatchObject([{ what: 'deletion', why: /no recipient/ }]);
    expect((await press('nils', 'deletion')).after.html).toContain('you said that');
  });

  it('finds what was typed elsewhere on the page after an answer', async () => {
    const elsewhere = { 'deletion-exp_other.text': 'by our archive' };
    const { after } = await press('nils', 'accept', { terms: await termsOf('nils') }, elsewhere);
    expect([after.status, new URL(after.url).pathname]).toEqual([200, `/api/received/heart-study/${id}/accept`]);
    expect(after.html).toContain('you accepted its terms on');
  });

  it('is told what is overdue', async () => {
    app.later(30 * DAY);
    expect((await mine('nils'))[0]?.overdue).toBe(true);
    expect((await signInAs(app, 'nils', '/api/received')).page.html).toContain('overdue');
  });
});

describe('nobody else', () => {
  it.each(['rui', 'ada', 'otto', 'rita'])('%s is asked anything, or answers', async (person) => {
    expect(await mine(person)).toEqual([]);
    expect((await press(person, 'accept', { terms: await termsOf('nils') })).after.status).toBe(404);
  });

  it('answers for somebody by a forged form, an unknown one, other terms, or without a sign-in', async () => {
    const sent = { terms: await termsOf('nils') };
    expect((await press('nils', 'accept', sent, { antiForgery: 'forged' })).after.status).toBe(403);
    expect((await press('nils', 'nothing', sent)).after.status).toBe(404);
    const other = await press('nils', 'accept', { terms: 'other' });
    expect([other.after.status, other.after.html.includes('other terms')]).toEqual([409, true]);
    const params = { project: 'heart-study', id, what: 'accept' };
    const bare = { params, headers: { origin: app.url }, body: `form=accept-${id}` };
    expect(await askRoute(app, 'answerOnReceived', bare)).toMatchObject({ status: 401 });
    expect((await mine('nils')).map(({ done }) => done)).toEqual([undefined]);
  });

  it('sees anything by the address alone of whom an object id names', async () => {
    const { oid } = findPerson(app.azure.directory, 'ada');
    await naming([{ ...entry('nils', false), oid }]);
    const { projects } = await read('nils');
    expect(projects).toEqual([]);
  });

  it('sees a release who is suspended, or past their last day', async () => {
    await naming([{ ...entry('nils', false), until: '2020-01-01' }]);
    expect((await read('nils')).projects).toEqual([]);
    const { oid, email } = findPerson(app.azure.directory, 'nils');
    const by = findPerson(app.azure.directory, 'otto').oid;
    await naming([entry('nils', false)], {
      suspended: [{ oid, email, since: '2026-03-01T10:00:00.000Z', by, reason: 'left' }],
    });
    expect(await read('nils')).toMatchObject({ projects: [], items: [], asked: [] });
  });
});

describe('operators', () => {
  const explained = async () => {
    const params = { project: 'heart-study', id };
    const { body } = await wholeAnswer(app, 'explainExport', { person: 'otto', params });
    return String(JSON.parse(String(body)).sentence);
  };

  it('are told how far the recipients of a package have answered', async () => {
    expect(await explained()).toContain('Of 2 recipients 2 have not accepted its terms.');
    await press('nils', 'accept', { terms: await termsOf('nils') });
    expect(await explained()).toContain('Of 2 recipients 1 has not accepted its terms.');
    await takenBack();
    await press('nils', 'deletion');
    app.later(30 * DAY);
    expect(await explained()).toContain(
      'Of 2 recipients 1 has not said that their copies are deleted; 1 of them overdue.',
    );
    await press('lars', 'deletion');
    expect(await explained()).toContain(
      'Of 2 recipients each has answered what was asked. What 2 of them said of their copies is signed.',
    );
  });

  it('read what a recipient said, as it was signed, on its page, in the audit and by the command', async () => {
    await takenBack();
    await press('nils', 'deletion', { text: 'by <our> archive' });
    const [name = ''] = await app.ports.manifests.receiptNames(id);
    const end = name.slice(id.length + 1);
    const place = `/api/ops/desk/exports/heart-study/${id}`;
    expect((await signInAs(app, 'otto', place)).page.html).toContain(`${place}/receipts/${end}`);
    const { html } = (await signInAs(app, 'otto', `${place}/receipts/${end}`)).page;
    expect(html).toContain('Signature good');
    expect(html).toContain('who says that every copy of theirs is deleted');
    expect(html).toContain('by &lt;our&gt; archive');
    const history = `/api/ops/desk/audit?project=heart-study&operation=${id}`;
    expect((await signInAs(app, 'otto', history)).page.html).toContain(
      'signed about what a recipient says of their copies',
    );
  });

  it('see who is late on the dashboard, and everything that is open at the project', async () => {
    const [desk, project] = ['/api/ops', '/api/ops/desk/projects/heart-study'];
    const before = (await signInAs(app, 'otto', project)).page.html;
    expect(before).toContain('Asked of recipients, and open');
    expect(before).toContain('The &lt;i&gt;nils&lt;/i&gt;');
    app.later(30 * DAY);
    const { html } = (await signInAs(app, 'otto', desk)).page;
    expect(html).toContain('(The &lt;i&gt;nils&lt;/i&gt;), ');
    expect(html).toContain('/api/ops/desk/projects/heart-study#recipients');
  });
});
