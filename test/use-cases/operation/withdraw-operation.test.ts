import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { orchestrationOf } from '../../../src/domain/base/door.ts';
import type { OperationKey } from '../../../src/domain/operation/operation.ts';
import { verifyProofs } from '../../../src/features/verification/verify-proofs.ts';
import type { Workflows } from '../../../src/ports/workflows.ts';
import { discardOperation } from '../../../src/use-cases/operation/end-operation.ts';
import { startOperation } from '../../../src/use-cases/operation/start-operation.ts';
import { withdrawOperation } from '../../../src/use-cases/operation/withdraw-operation.ts';
import { decide } from '../../../src/use-cases/review/decide.ts';
import { startWorld, type World } from '../../activities/world.ts';
import { gather, groupsOff, person } from '../../domain/sample.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const rita = person('Rita', 2).oid;
const idle: Workflows = { start: async () => undefined, wake: async () => undefined };

const withdraw = (key: OperationKey, workflows = idle) => {
  const part = key.id.startsWith('ing') ? ('owner' as const) : ('researcher' as const);
  return withdrawOperation(world.ports, workflows, { key, by: rita, part, reason: 'the wrong table: secret-word' });
};

async function drop(name: string): Promise<OperationKey> {
  await world.put('exports', `heart-study/${name}/a.csv`, 'a');
  await world.put('exports', `heart-study/${name}/_COMPLETE`, '');
  return world.open('export', `heart-study/${name}/a.csv`);
}

/** Runs the operation's own flow; `when` acts once, right before an activity of that name. */
async function run(key: OperationKey, when: { readonly call?: string; readonly act?: () => Promise<unknown> } = {}) {
  let met = false;
  const before = async (name: string, input: unknown) => {
    if (met || [name, Object(input).step ?? []].flat().join(' ') !== when.call) return;
    met = true;
    await when.act?.();
  };
  const { flow } = orchestrationOf(await world.operation(key));
  return await world.run(flow, key, { before });
}

/** Runs the flow until the package has been in review, or the withdrawn upload waited, for some looks. */
async function waiting(key: OperationKey, state: string): Promise<void> {
  let looks = 0;
  const enough = async () => {
    if ((await world.operation(key)).state === state) looks += 1;
    return looks > 6;
  };
  await world.run(key.id.startsWith('ing') ? 'ingress' : 'export', key, { enough });
  expect(await world.operation(key)).toMatchObject({ state });
}

const mailsAbout = async (key: OperationKey) => (await world.mails()).filter(({ text }) => text.includes(key.id));

async function answer(key: OperationKey, name: string, number: number) {
  const { email, oid } = person(name, number);
  const mail = (await world.mails()).find(({ to, text }) => to[0]?.address === email && text.includes(key.id));
  const handle = /\/api\/review\/([\w-]+)\?/.exec(mail?.text ?? '')?.[1] ?? '';
  const digest = (await world.operation(key)).package?.digest ?? '';
  const said = { choice: 'approve' as const, reason: '', lookedAt: true, deidentified: true, digest };
  return decide(
    { ...world.ports, groupsClaim: groupsOff },
    { handle, approver: { oid, emails: [], groups: 'no-claim' }, ...said },
  );
}

describe('before anything was copied', () => {
  test('an upload holds its name until its files are gone or changed; what came later starts anew', async () => {
    await world.put('ingress', 'heart-study/cohort/a.csv', 'a');
    await world.put('ingress', 'heart-study/cohort/b.csv', 'b');
    const key = await world.open('ingress', 'heart-study/cohort/a.csv');
    expect(await withdraw(key)).toMatchObject({ state: 'withdrawing', withdrawal: { by: rita, part: 'owner' } });
    await waiting(key, 'withdrawing');
    await world.put('ingress', 'heart-study/cohort/c.csv', 'c');
    expect(await startOperation(world.ports, { door: 'ingress', path: 'heart-study/cohort/c.csv' })).toMatchObject({
      kind: 'open',
      key,
    });
    await world.put('ingress', 'heart-study/cohort/a.csv', 'changed');
    await waiting(key, 'withdrawing');
    await world.container('ingress').deleteBlob('heart-study/cohort/b.csv');
    expect(await run(key)).toMatchObject({ state: 'withdrawn' });
    expect(await mailsAbout(key)).toEqual([]);
    const next = await world.open('ingress', 'heart-study/cohort/c.csv');
    expect(next.id).not.toBe(key.id);
    expect(await run(next)).toMatchObject({ state: 'available' });
    expect(Object.keys(await world.contents('datasets', 'heart-study/cohort/'))).toHaveLength(2);
  });

  test('an upload can be discarded where nobody may delete it', async () => {
    await world.put('ingress', 'heart-study/stuck/a.csv', 'a');
    const key = await world.open('ingress', 'heart-study/stuck/a.csv');
    await withdraw(key);
    await waiting(key, 'withdrawing');
    await discardOperation(world.ports, idle, { key, by: rita, reason: '' });
    expect(await run(key)).toMatchObject({ state: 'discarded' });
    expect(await world.names('ingress', 'heart-study/stuck/')).toEqual([]);
  });

  test('a package that is withdrawn while it is checked is not frozen', async () => {
    const key = await drop('checked');
    const act = async () => {
      await withdraw(key);
      for (const name of ['a.csv', '_COMPLETE'])
        await world.container('exports').deleteBlob(`heart-study/checked/${name}`);
    };
    expect(await run(key, { call: 'takeInventory', act })).toMatchObject({ state: 'withdrawn' });
    expect(await world.names('review', `heart-study/${key.id}/`)).toEqual([]);
  });
});

describe('from the freeze on', () => {
  test('a package goes back as soon as it is frozen, and nobody is asked', async () => {
    const key = await drop('freezing');
    expect(await run(key, { call: 'verifyCopy export-freeze', act: () => withdraw(key) })).toMatchObject({
      state: 'returned',
    });
    expect((await world.ports.decisions.read(key.id)).rounds).toEqual([]);
    const mails = await mailsAbout(key);
    expect(mails.map(({ to }) => to[0]?.address).sort()).toEqual(['rita@example.org', 'ron@example.org']);
    expect(mails[0]?.text).toContain('A researcher of the project withdrew it.');
    expect(await world.names('returned', 'heart-study/freezing/')).toEqual([`heart-study/freezing/${key.id}/a.csv`]);
  });

  test('a wish that comes after the last look of the freeze asks nobody either', async () => {
    const key = await drop('just-then');
    const act = async () => {
      if ((await world.operation(key)).state === 'freezing') await withdraw(key);
    };
    let met = false;
    const before = async (name: string, input: unknown) => {
      if (met || name !== 'move' || Object(input).event !== 'frozen') return;
      met = true;
      await act();
    };
    expect(await world.run('export', key, { before })).toMatchObject({ state: 'returned' });
    const mails = await mailsAbout(key);
    expect(mails.filter(({ text }) => text.includes('/api/review/'))).toEqual([]);
  });

  test('in review the round is closed, decisions are refused, and those who were asked are told once', async () => {
    const key = await drop('in-review');
    await waiting(key, 'in-review');
    expect(await withdraw(key)).toMatchObject({ state: 'in-review', withdrawal: { part: 'researcher' } });
    expect(await answer(key, 'Ada', 11)).toMatchObject({ kind: 'refuse' });
    expect(await withdraw(key)).toMatchObject({ state: 'in-review' });
    expect(await run(key)).toMatchObject({ state: 'returned' });
    expect(await answer(key, 'Ben', 12)).toMatchObject({ kind: 'refuse' });
    expect((await world.ports.decisions.read(key.id)).rounds).toMatchObject([{ value: { status: 'withdrawn' } }]);
    const told = (await mailsAbout(key)).filter(({ subject }) => subject.includes('was withdrawn'));
    expect(told.map(({ to }) => to[0]?.address).sort()).toEqual([
      'ada@example.org',
      'ben@example.org',
      'cem@example.org',
    ]);
    for (const { text, subject } of await mailsAbout(key)) {
      expect(text).not.toContain('secret-word');
      expect(text + subject).not.toContain('in-review');
    }
  });

  test('a wish that cannot be told in the audit stands by its row', async () => {
    const key = await drop('untold');
    await waiting(key, 'in-review');
    const append = () => Promise.reject(new Error('the audit is away'));
    const ports = { ...world.ports, audit: { ...world.ports.audit, append } };
    const asked = { key, by: rita, part: 'researcher' as const, reason: 'the wrong table' };
    expect(await withdrawOperation(ports, idle, asked)).toMatchObject({ withdrawal: { by: rita } });
    await answer(key, 'Ada', 11).catch(() => undefined);
    expect(await run(key)).toMatchObject({ state: 'returned' });
    const moves = (await gather(world.ports.audit.lines(key.project))).filter((line) => line.includes(`"${key.id}`));
    expect(moves.filter((line) => line.includes('"kind":"export.returning"')).join()).toContain('the wrong table');
  });

  test('an approval that came first does not release it', async () => {
    const key = await drop('approved');
    await waiting(key, 'in-review');
    await answer(key, 'Ada', 11);
    await answer(key, 'Ben', 12);
    await withdraw(key);
    expect(await run(key)).toMatchObject({ state: 'returned' });
    expect(await world.names('released', 'heart-study/approved/')).toEqual([]);
  });
});

describe('too late', () => {
  test('for a dataset whose originals are being deleted, and for a package that is being released or outside', async () => {
    await world.put('ingress', 'heart-study/late/a.csv', 'a');
    const key = await world.open('ingress', 'heart-study/late/a.csv');
    let refusal: unknown;
    const act = () => withdraw(key).catch((error: unknown) => (refusal = error));
    expect(await run(key, { call: 'pollTransfer ingress-delete', act })).toMatchObject({ state: 'available' });
    expect(String(refusal)).toMatch(/its originals are being deleted.*Possible now: stop/);
    await expect(withdraw(key)).rejects.toThrow(/an operator retracts a version/);
    const out = await drop('outside');
    await waiting(out, 'in-review');
    await answer(out, 'Ada', 11);
    await answer(out, 'Ben', 12);
    const then = () => withdraw(out).catch((error: unknown) => (refusal = error));
    expect(await run(out, { call: 'pollTransfer export-release', act: then })).toMatchObject({ state: 'released' });
    expect(String(refusal)).toMatch(/an operator can stop that/);
    await expect(withdraw(out)).rejects.toThrow(/an operator revokes a release/);
  });
});

test('after all of it every record holds', async () => {
  expect(await verifyProofs(world.ports)).toMatchObject({ ok: true, findings: [], receipts: { bad: [] } });
});
