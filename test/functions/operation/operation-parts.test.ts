import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPerson } from '../../../local/azure/directory.ts';
import { packageManifest, sourceManifest } from '../../../src/activities/transfer/places.ts';
import { pendingNotificationOf, triedAgain } from '../../../src/domain/notification/pending-work.ts';
import type { Submission } from '../../../src/domain/operation/operation.ts';
import { anEntry, anEvent, operationId, stream } from '../../contract/samples.ts';
import { ask } from '../ask.ts';
import { aProject, aReview, opened, type RunningApp, signInAs, startApp } from '../running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  await aProject(app);
});
afterAll(() => app.stop());

const datasetPath = (id: string) => `ops/datasets/heart-study/${id}`;

async function aListed(count: number) {
  const id = operationId('ingress');
  const entries = Array.from({ length: count }, (_none, index) => anEntry(`f-${String(index).padStart(5, '0')}.csv`));
  const source = { ...(await app.ports.manifests.write(sourceManifest({ id }), stream(entries))), listedAt: '' };
  return await opened(app, { id, state: 'checking', source });
}

const aVersion = (name: string) => opened(app, { name, state: 'available', version: 1 });

describe('the files of an operation', () => {
  it('come a page at a time, with their numbers, and no other is read', async () => {
    const { id } = await aListed(450);
    const numbers: number[] = [];
    let query = '';
    for (let pages = 0; pages < 3; pages += 1) {
      const { status, body } = await ask(app, 'rita', 'GET', `${datasetPath(id)}/files${query}`);
      expect([status, body.of, body.count]).toEqual([200, 'source', 450]);
      numbers.push(...body.items.map(({ number }: { number: number }) => number));
      query = `?continuation=${body.continuation}`;
    }
    expect(numbers).toEqual(Array.from({ length: 450 }, (_none, index) => index + 1));
    expect(query).toBe('?continuation=null');
  });

  it('go on nowhere but where a page ended', async () => {
    const { id } = await aListed(3);
    for (const wrong of ['none', '2.7', '9.999999', '-1.0']) {
      const { status, body } = await ask(app, 'rita', 'GET', `${datasetPath(id)}/files?continuation=${wrong}`);
      expect([status, body.type]).toEqual([400, 'urn:sallyport:refused']);
    }
  });

  it('are those of the frozen copy once there is one, and none before anything was listed', async () => {
    const { operation } = await aReview(app, { files: [anEntry('a.csv', { size: 7 })] });
    await app.ports.manifests.write(packageManifest(operation.id), stream([anEntry('a.csv', { size: 7 })]));
    const frozen = await ask(app, 'otto', 'GET', `ops/exports/heart-study/${operation.id}/files`);
    expect(frozen.body).toMatchObject({ of: 'package', count: 1, bytes: 7, items: [{ number: 1, path: 'a.csv' }] });
    const wrong = await ask(app, 'otto', 'GET', `ops/exports/heart-study/${operation.id}/files?continuation=none`);
    expect([wrong.status, wrong.body.type]).toEqual([400, 'urn:sallyport:refused']);
    const { id } = await opened(app, { state: 'receiving' });
    const nothing = await ask(app, 'otto', 'GET', `${datasetPath(id)}/files`);
    expect(nothing.body).toEqual({ of: null, count: 0, bytes: 0, items: [], continuation: null });
  });

  it('and the mails of one that is not there are not found', async () => {
    for (const part of ['files', 'mails'])
      expect((await ask(app, 'otto', 'GET', `${datasetPath(operationId('ingress'))}/${part}`)).status).toBe(404);
  });
});

describe('what was made from a version', () => {
  const by = { oid: 'r', name: 'Rui' };
  const typed = { purpose: 'Table 2', by, at: '2026-11-24T10:00:00.000Z' };
  const aPackage = (name: string, madeFrom: Submission['madeFrom'], state = 'released') =>
    opened(app, { door: 'export', name, state, submission: { ...typed, ...(madeFrom && { madeFrom }) } });

  it('is told with states, before it is retracted and after, in the answer and on the page', async () => {
    const others = (await ask(app, 'otto', 'GET', `${datasetPath((await aVersion('other')).id)}/used-by`)).body;
    expect(others.items).toEqual([]);
    const version = await aVersion('cohort-u');
    const named = { id: version.id, name: version.name, version: 1 };
    const released = await aPackage('tables-u', [named]);
    const open = await aPackage(
      'figures-u',
      [named, { id: operationId('ingress'), name: 'labs', version: 2 }],
      'checking',
    );
    await aPackage('nobody-knows', 'unknown');
    await aPackage('nobody-said', undefined);
    const { body } = await ask(app, 'rita', 'GET', `${datasetPath(version.id)}/used-by`);
    expect(body.unsaid).toBe(others.unsaid + 2);
    expect(body.items.map(({ id }: { id: string }) => id).sort()).toEqual([released.id, open.id].sort());
    expect(body.items).toContainEqual(expect.objectContaining({ name: 'tables-u', state: 'released' }));
    const before = await ask(app, 'otto', 'GET', `${datasetPath(version.id)}/explain`);
    expect(before.body.sentence).toContain('2 packages were made from it:');
    const page = async () =>
      (await signInAs(app, 'otto', `/api/ops/desk/datasets/heart-study/${version.id}`)).page.html;
    expect(await page()).toContain(`href="/api/ops/desk/exports/heart-study/${released.id}"`);
    const reason = { reason: 'Consent was withdrawn' };
    const retracted = await ask(app, 'otto', 'POST', `${datasetPath(version.id)}/retract`, { body: reason });
    expect(retracted.body.usedBy).toHaveLength(2);
    expect(retracted.body.todo.join(' ')).toMatch(/"tables-u" \(\w{6}, released\).*revoke what may not stay outside/);
    expect(retracted.body.todo.join(' ')).toContain('do not say what they were made from');
    expect(await page()).toMatch(/Left to people[\s\S]*revoke what may not stay outside/);
    const own = await signInAs(app, 'otto', `/api/ops/desk/exports/heart-study/${released.id}`);
    expect(own.page.html).toContain(`href="/api/ops/desk/datasets/heart-study/${version.id}"`);
  });

  it('is listed in parts, the newest first, for programs and on the page', async () => {
    const version = await aVersion('cohort-parts');
    const other = await aVersion('cohort-other');
    const named = { id: version.id, name: version.name, version: 1 };
    const made: string[] = [];
    for (let number = 0; number < 53; number += 1) {
      const { id } = await aPackage(`part-${number}`, [named]);
      made.unshift(id);
    }
    const path = `${datasetPath(version.id)}/used-by`;
    const parts: string[][] = [];
    let next = '';
    do {
      const { body } = await ask(app, 'rita', 'GET', `${path}?limit=20${next}`);
      expect(body.count).toBe(53);
      parts.push(body.items.map(({ id }: { id: string }) => id));
      next = body.continuation === null ? '' : `&continuation=${encodeURIComponent(body.continuation)}`;
    } while (next !== '');
    expect(parts.map(({ length }) => length)).toEqual([20, 20, 13]);
    expect(parts.flat()).toEqual(made.toSorted().toReversed());
    const { continuation } = (await ask(app, 'rita', 'GET', path)).body;
    const foreign = `${datasetPath(other.id)}/used-by?continuation=${encodeURIComponent(continuation)}`;
    expect((await ask(app, 'rita', 'GET', foreign)).status).toBe(400);
    const address = `/api/ops/desk/datasets/heart-study/${version.id}`;
    const { visitor, page } = await signInAs(app, 'rita', address);
    expect(page.html).toContain('50 of 53 packages');
    const more = /href="([^"]*\?used=[^"#]*)#used-by"/.exec(page.html)?.[1] ?? '';
    const rest = await visitor.get(app.url + more);
    expect(rest.html).toContain(`/exports/heart-study/${parts.at(-1)?.at(-1)}"`);
    expect(rest.html).toContain(`href="${address}#used-by">First packages<`);
    expect((await visitor.get(`${app.url}${address}?used=made-up`)).status).toBe(400);
  });

  it('is kept from a researcher who reads as an operator, and is nothing of a version that is not there', async () => {
    const { people } = await aProject(app);
    const { name, email, oid } = findPerson(app.azure.directory, 'otto');
    await aProject(app, { people: { ...people, researchers: [...people.researchers, { name, email, oid }] } });
    const { id } = await aVersion('kept');
    expect((await ask(app, 'otto', 'GET', `${datasetPath(id)}/used-by`)).status).toBe(403);
    await aProject(app);
    expect((await ask(app, 'otto', 'GET', `${datasetPath(operationId('ingress'))}/used-by`)).status).toBe(404);
  });
});

describe('the mails of an operation', () => {
  it('are told with whom they reached, and what is still owed', async () => {
    const operation = await opened(app, { state: 'available', version: 1, revision: 4 });
    const { id: about } = operation;
    const mail = (id: string, at: string, kind: string, data: Record<string, string>) =>
      anEvent(`${about}.${kind}.${id}`, { at, kind, operation: about, data: { step: 'received-1', ...data } });
    const now = app.ports.clock.now();
    await app.ports.audit.append('heart-study', [
      mail('1', now.toISOString(), 'mail.sent', { to: 'oid-1' }),
      mail('2', now.toISOString(), 'mail.given-up', { to: 'oid-2', reason: 'No such box' }),
      mail('3', now.toISOString(), 'message.sent', { channel: 'team' }),
    ]);
    const telling = pendingNotificationOf(operation);
    if (telling === undefined) throw new Error('nobody is told');
    const stored = await app.ports.register.get(operation);
    if (stored === undefined) throw new Error('there is no row');
    await app.ports.register.move({ ...stored, value: { ...operation, revision: 5 } }, [
      triedAgain(telling, 'The server is away', now),
    ]);
    const { status, body } = await ask(app, 'rita', 'GET', `${datasetPath(about)}/mails`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      mails: [
        { step: 'received-1', to: null, channel: 'team', reason: null },
        { to: 'oid-2', reason: 'No such box' },
        { to: 'oid-1', reason: null },
      ],
      owed: [{ about: 'available', times: 1, message: 'The server is away', givenUpAt: null }],
      isWhole: true,
      isBlind: false,
    });
  });

  it('are kept from an operator who decides blindly', async () => {
    const { operation } = await aReview(app);
    const { id } = operation;
    await app.ports.audit.append('heart-study', [
      anEvent(`${id}.mail.sent.1`, { kind: 'mail.sent', operation: id, data: { step: 'decide-1', to: 'oid-1' } }),
    ]);
    const path = `ops/exports/heart-study/${id}/mails`;
    expect((await ask(app, 'otto', 'GET', path)).body).toMatchObject({ mails: [{ to: 'oid-1' }], isBlind: false });
    const { people } = await aProject(app);
    const { name, email, oid } = findPerson(app.azure.directory, 'otto');
    await aProject(app, {
      people: { ...people, approvers: [...people.approvers, { name, email, oid, independent: false }] },
    });
    expect((await ask(app, 'otto', 'GET', path)).body).toMatchObject({ mails: [], isBlind: true });
    await aProject(app);
  });
});
