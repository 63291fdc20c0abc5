import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseChainLine } from '../../src/domain/audit/chain-line.ts';
import { failureIn, type Operation } from '../../src/domain/operation/operation.ts';
import { sweep } from '../../src/use-cases/overview/sweep.ts';
import { sweepSettings } from '../activities/flow-settings.ts';
import { anOperation, collect } from '../contract/samples.ts';
import { aProject, type RunningApp, startApp } from './running-app.ts';

let app: RunningApp;
beforeAll(async () => {
  app = await startApp(undefined, { storage: 'memory' });
  await aProject(app);
});
afterAll(() => app.stop());

const body = { reason: 'mended' };
const idle = { start: async () => undefined, wake: async () => undefined };

async function post(person: string, path: string, headers: Record<string, string>, sent: unknown = body) {
  const response = await fetch(`${app.url}/api/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await app.token(person)}`, ...headers },
    body: JSON.stringify(sent),
  });
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
}

async function failed(): Promise<Operation> {
  const failure = failureIn('copying', 'the copy differs', '2026-03-01T10:00:00.000Z');
  const operation = anOperation({ state: 'failed', failure });
  await app.ports.register.open(operation, []);
  return operation;
}

const retryOf = ({ id }: Operation) => `ops/datasets/heart-study/${id}/retry`;
const keyed = (key: string) => ({ 'idempotency-key': key });

async function retries({ id }: Operation): Promise<number> {
  const lines = (await collect(app.ports.audit.lines('heart-study'))).map((line) => parseChainLine(line).event);
  return lines.filter(({ operation, data }) => operation === id && data['event'] === 'retry').length;
}

describe('a change with a key', () => {
  it('is made once; a repeat gets the same answer, whatever became of the thing', async () => {
    const operation = await failed();
    const first = await post('otto', retryOf(operation), keyed('once'));
    expect(first).toMatchObject({ status: 202, body: { state: 'copying' } });
    const again = await post('otto', retryOf(operation), keyed('once'));
    expect(again).toMatchObject({ status: 202, body: first.body });
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(await retries(operation)).toBe(1);
  });

  it('is refused when the key belongs to another request: body, thing or condition', async () => {
    const operation = await failed();
    const other = await failed();
    await post('otto', retryOf(operation), keyed('other'));
    const refused = { status: 422, body: { type: 'urn:sallyport:key-reused' } };
    expect(await post('otto', retryOf(operation), keyed('other'), { reason: 'another' })).toMatchObject(refused);
    expect(await post('otto', retryOf(other), keyed('other'))).toMatchObject(refused);
    const condition = { ...keyed('other'), 'if-match': '"1"' };
    expect(await post('otto', retryOf(operation), condition)).toMatchObject(refused);
    expect(await post('olivia', retryOf(other), keyed('other'))).toMatchObject({ status: 202 });
  });

  it('that is sent many times at once is made once; the others are told to ask again, or get its answer', async () => {
    const operation = await failed();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => post('otto', retryOf(operation), keyed('crowd'))),
    );
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status !== 202 && status !== 409)).toEqual([]);
    expect(statuses).toContain(202);
    expect(await retries(operation)).toBe(1);
  });

  it('that was refused has changed nothing, so the key may try again', async () => {
    const operation = anOperation({ state: 'copying' });
    await app.ports.register.open(operation, []);
    expect((await post('otto', retryOf(operation), keyed('refused'))).status).toBe(409);
    const stored = await app.ports.register.get(operation);
    if (!stored) throw new Error('the operation is gone');
    const failure = failureIn('copying', 'x', '2026-03-01T10:00:00.000Z');
    await app.ports.register.update({ ...stored, value: { ...stored.value, state: 'failed', failure } });
    expect((await post('otto', retryOf(operation), keyed('refused'))).status).toBe(202);
  });

  it('is refused to nobody and strangers as without one, and a key must be one', async () => {
    const operation = await failed();
    expect((await post('ada', retryOf(operation), keyed('stranger'))).status).toBe(403);
    const nobody = await fetch(`${app.url}/api/${retryOf(operation)}`, { method: 'POST', headers: keyed('nobody') });
    expect(nobody.status).toBe(401);
    for (const bad of ['', 'two words', 'x'.repeat(256)])
      expect((await post('otto', retryOf(operation), keyed(bad))).status).toBe(400);
    expect(await retries(operation)).toBe(0);
  });

  it('is forgotten after seven days by the sweep', async () => {
    const operation = await failed();
    await post('otto', retryOf(operation), keyed('week'));
    const clock = { now: () => new Date(Date.now() + 7 * 24 * 3_600_000 + 60_000) };
    await sweep({ ...app.ports, clock }, idle, sweepSettings).catch(() => undefined);
    expect(await collect(app.ports.requests.before(new Date(Date.now() + 60_000)))).toEqual([]);
    expect((await post('otto', retryOf(operation), keyed('week'))).status).toBe(409);
  });
});

describe('a change of what somebody looked at', () => {
  it('is refused with 412 once it has moved on, and made with the ETag of now', async () => {
    const operation = await failed();
    const read = await fetch(`${app.url}/api/ops/datasets/heart-study/${operation.id}`, {
      headers: { authorization: `Bearer ${await app.token('rita')}` },
    });
    const etag = read.headers.get('etag') ?? '';
    const moved = await post('otto', retryOf(operation), { 'if-match': '"99"' });
    expect(moved).toMatchObject({ status: 412, body: { type: 'urn:sallyport:precondition-failed' } });
    const made = await post('otto', retryOf(operation), { 'if-match': etag });
    expect(made.status).toBe(202);
    expect(made.headers.get('etag')).not.toBe(etag);
  });
});
