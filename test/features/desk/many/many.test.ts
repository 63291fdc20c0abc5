import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { findPerson } from '../../../../local/azure/directory.ts';
import { digestOfRows } from '../../../../src/domain/lifecycle/many.ts';
import type { Operation } from '../../../../src/domain/operation/operation.ts';
import { operationId } from '../../../contract/samples.ts';
import { ask, auditOf } from '../../../functions/ask.ts';
import { aProject, aReview, opened, type RunningApp, startApp } from '../../../functions/running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  await aProject(app);
});
afterAll(() => app.stop());
afterEach(() => vi.restoreAllMocks());

const reason = 'They come anew';
const rejected = (change: Partial<Operation> = {}) =>
  opened(app, { id: app.ports.random.operationId('ingress'), state: 'rejected', ...change });
const rowOf = ({ project, id, revision }: Operation) => ({ project, id, revision });
const chosen = (act: string, operations: readonly Operation[]) => {
  const rows = operations.map(rowOf);
  return { act, rows, digest: digestOfRows(rows), reason };
};
const post = (path: string, body: object, headers: Record<string, string> = {}, person = 'otto') =>
  ask(app, person, 'POST', path, { body, headers });
const stateOf = async (key: Operation) => (await app.ports.register.get(key))?.value.state;
const linesAbout = async (operations: readonly Operation[], event: string) =>
  (await auditOf(app, 'heart-study')).filter(
    ({ operation, data }) => operations.some(({ id }) => id === operation) && data['event'] === event,
  );

async function ownStudy() {
  const { people } = await aProject(app);
  const { name, email, oid } = findPerson(app.azure.directory, 'otto');
  await aProject(app, { id: 'own-study', people: { ...people, researchers: [{ name, email, oid }] } });
  return await rejected({ project: 'own-study', name: `hidden-cohort-${app.ports.random.uuid()}` });
}

describe('a look at many', () => {
  it('names those that it can be asked of with a digest, and of each other why it cannot', async () => {
    const [one, two, own] = [await rejected(), await rejected(), await ownStudy()];
    const moving = await opened(app, { state: 'copying' });
    const lost = { project: 'heart-study', id: operationId('export') };
    const rows = [one, moving, own, two, one, lost].map(({ project, id }) => ({ project, id }));
    const { status, body } = await post('ops/many/look', { act: 'discard', rows });
    expect(status).toBe(200);
    expect(body.rows.map(({ id }: Operation) => id)).toEqual([one.id, two.id]);
    expect(body.digest).toBe(digestOfRows([one, two].map(rowOf)));
    expect(body.closed.map(({ id }: Operation) => id)).toEqual([moving.id, own.id, lost.id]);
    const [closed, ofResearcher, unknown] = body.closed.map(({ why }: { why: string }) => why);
    expect(closed).toMatch(/is copying: 'discard' is not possible/);
    expect(ofResearcher).toContain('own-study');
    expect(unknown).toContain('There is no package');
    expect(JSON.stringify(body)).not.toContain('hidden-cohort');
  });

  it('is for whoever reads, and takes 1 to 500', async () => {
    const one = { project: 'heart-study', id: operationId('ingress') };
    expect((await post('ops/many/look', { act: 'discard', rows: [one] }, {}, 'rita')).status).toBe(200);
    expect((await post('ops/many', chosen('discard', [await rejected()]), {}, 'rita')).status).toBe(403);
    for (const rows of [[], Array.from({ length: 501 }, () => one)])
      expect((await post('ops/many/look', { act: 'discard', rows })).status).toBe(400);
    expect((await post('ops/many/look', { act: 'revoke', rows: [one] })).status).toBe(400);
  });
});

describe('an act on many', () => {
  it('is the act of each, with its own line in the audit by whoever asked, and a refusal stops no other', async () => {
    const operations = await Promise.all([rejected(), rejected(), rejected()]);
    const [moving, own] = [await opened(app, { state: 'copying' }), await ownStudy()];
    const { status, body } = await post('ops/many', chosen('discard', [moving, own, ...operations]));
    expect(status).toBe(200);
    expect(body).toMatchObject({ done: 3, refused: 2, left: null });
    expect(body.lines.map(({ outcome, code }: Record<string, unknown>) => [outcome, code])).toEqual([
      ['refused', 'illegal-move'],
      ['refused', 'forbidden'],
      ...operations.map(() => ['done', null]),
    ]);
    for (const one of operations) expect(await stateOf(one)).toBe('discarding');
    expect(await stateOf(own)).toBe('rejected');
    const { oid } = findPerson(app.azure.directory, 'otto');
    const lines = await linesAbout(operations, 'discard');
    expect(lines.map(({ actor, data }) => [actor, data['reason']])).toEqual(operations.map(() => [oid, reason]));
    for (const { id } of operations) expect(app.started).toContain(`${id}-discard`);
  });

  it('is not begun when one of them moved since, and says which', async () => {
    const [one, two] = [await rejected(), await rejected()];
    const body = chosen('discard', [one, two]);
    await post(`ops/datasets/heart-study/${two.id}/discard`, { reason: 'I was first' });
    const answer = await post('ops/many', body);
    expect(answer).toMatchObject({ status: 412, body: { problems: [{ rule: 'moved', path: two.id }] } });
    expect(await stateOf(one)).toBe('rejected');
    expect((await post('ops/many', { ...body, digest: '0'.repeat(64) })).status).toBe(412);
    expect((await post('ops/many', chosen('discard', [one, one]))).status).toBe(400);
  });

  it('refuses what moves while it is under way, and no other', async () => {
    const [one, two] = [await rejected(), await rejected()];
    const { get } = app.ports.register;
    let looks = 0;
    vi.spyOn(app.ports.register, 'get').mockImplementation(async (key) => {
      const found = await get.call(app.ports.register, key);
      looks += key.id === two.id ? 1 : 0;
      // Between the look at all and the act itself somebody else was there.
      return found && key.id === two.id && looks > 1
        ? { ...found, value: { ...found.value, revision: found.value.revision + 1 } }
        : found;
    });
    const { body } = await post('ops/many', chosen('discard', [one, two]));
    expect(body).toMatchObject({ done: 1, refused: 1 });
    expect(body.lines[1]).toMatchObject({ id: two.id, outcome: 'refused', code: 'precondition-failed' });
  });

  it('ends in time: what was not reached is named, and is sent again as it is answered', async () => {
    const operations = await Promise.all(Array.from({ length: 20 }, () => rejected()));
    const start = app.ports.clock.now();
    const clock = vi.spyOn(app.ports.clock, 'now');
    let started = 0;
    vi.spyOn(app.started, 'push').mockImplementation(() => {
      started += 1;
      if (started === 3) clock.mockImplementation(() => new Date(start.getTime() + 151_000));
      return started;
    });
    const first = (await post('ops/many', chosen('discard', operations))).body;
    vi.restoreAllMocks();
    expect(first.done).toBeGreaterThanOrEqual(3);
    expect(first.left.rows.length).toBe(20 - first.done);
    expect(first.lines.filter(({ outcome }: { outcome: string }) => outcome === 'left')).toHaveLength(
      first.left.rows.length,
    );
    const { body } = await post('ops/many', { act: 'discard', reason, ...first.left });
    expect(body).toMatchObject({ done: 20 - first.done, refused: 0, left: null });
    expect(await linesAbout(operations, 'discard')).toHaveLength(20);
  });

  it('is carried out once for a key, and then answers the same', async () => {
    const tomorrow = new Date(app.ports.clock.now().getTime() + 86_400_000).toISOString();
    const { operation } = await aReview(app, { round: { deadline: tomorrow } });
    const body = { ...chosen('extend', [operation]), businessDays: 5 };
    const headers = { 'idempotency-key': 'once' };
    const first = await post('ops/many', body, headers);
    expect(first.body).toMatchObject({ done: 1, refused: 0 });
    expect((await post('ops/many', body, headers)).body).toEqual(first.body);
    const extended = (await auditOf(app, 'heart-study')).filter(
      ({ operation: of, kind }) => of === operation.id && kind.includes('extended'),
    );
    expect(extended).toHaveLength(1);
  });

  it('sends new links to the approvers of packages, not of datasets', async () => {
    const { operation } = await aReview(app);
    const failure = {
      state: 'copying',
      message: 'Away',
      publicMessage: 'Away',
      at: '2026-01-01T00:00:00.000Z',
    } as const;
    const failed = await rejected({ state: 'failed', failure });
    const { body } = await post('ops/many', chosen('resend', [operation, failed]));
    expect(body.lines.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['done', 'refused']);
    expect((await post('ops/many', chosen('retry', [failed]))).body).toMatchObject({ done: 1 });
  });

  it('asks for the words of the act: a reason, and of more time how much', async () => {
    const { operation } = await aReview(app);
    for (const more of [{}, { businessDays: 3, until: '2039-01-01' }, { businessDays: 3, reason: ' ' }])
      expect((await post('ops/many', { ...chosen('extend', [operation]), ...more })).status).toBe(400);
    expect((await post('ops/many', { ...chosen('resend', [operation]), businessDays: 3 })).status).toBe(400);
  });
});
