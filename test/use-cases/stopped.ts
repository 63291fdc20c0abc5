import { decodeJwt } from 'jose';
import { expect } from 'vitest';
import { receiptsOf } from '../../src/activities/lifecycle/receipts.ts';
import { orchestrationOf } from '../../src/domain/base/door.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import type { Workflows } from '../../src/ports/workflows.ts';
import { retryOperation, stopOperation } from '../../src/use-cases/operation/operator-acts.ts';
import { decide } from '../../src/use-cases/review/decide.ts';
import { flowSettings, type World } from '../activities/world.ts';
import { groupsOff, person } from '../domain/sample.ts';

/** Object id of the operator. */
export const otto = person('Otto', 90).oid;

/** Notes what is asked of the orchestrations. */
export function listening(): Workflows & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    start: async (flow, id) => void asked.push(`start ${flow} ${id}`),
    wake: async (id) => void asked.push(`wake ${id}`),
  };
}

/** An operator stops the operation. */
export function stop(world: World, key: OperationKey, workflows: Workflows = listening(), ports = world.ports) {
  return stopOperation(ports, flowSettings, workflows, { key, by: otto, reason: 'the wrong files' });
}

/** An operator continues the operation. */
export function retry(world: World, key: OperationKey, workflows: Workflows = listening()) {
  return retryOperation(world.ports, workflows, { key, by: otto, reason: 'mended' });
}

/** Runs the operation's own flow until it rests or waits for people. */
export async function goOn(world: World, key: OperationKey): Promise<string> {
  const { flow } = orchestrationOf(await world.operation(key));
  let waits = 0;
  const enough = async () => {
    if ((await world.operation(key)).state === 'in-review') waits += 1;
    return waits > 8;
  };
  return (await world.run(flow, key, { enough })).state;
}

/** Runs the flow and stops it at the first step in a state, or once Data Factory was asked in it. */
export async function stoppedIn(
  world: World,
  key: OperationKey,
  state: string,
  at: 'its first step' | 'a running run',
): Promise<void> {
  const { flow } = orchestrationOf(await world.operation(key));
  let met = false;
  const before = async (name: string) => {
    if (met || (at === 'a running run' && name !== 'pollTransfer')) return;
    if ((await world.operation(key)).state !== state) return;
    met = true;
    await stop(world, key);
  };
  await world.run(flow, key, { before });
  expect(met).toBe(true);
}

/** A researcher drops a package. */
export async function drop(world: World, name: string): Promise<OperationKey> {
  await world.put('exports', `heart-study/${name}/a.csv`, 'a');
  await world.put('exports', `heart-study/${name}/deep/b.csv`, 'b');
  await world.put('exports', `heart-study/${name}/_COMPLETE`, '');
  return world.open('export', `heart-study/${name}/a.csv`);
}

/** A data owner uploads a dataset. */
export async function upload(world: World, name: string, file = 'a.csv'): Promise<OperationKey> {
  await world.put('ingress', `heart-study/${name}/${file}`, 'a');
  await world.put('ingress', `heart-study/${name}/deep/b.csv`, 'b');
  await world.put('ingress', `heart-study/${name}/_COMPLETE`, '');
  return world.open('ingress', `heart-study/${name}/a.csv`);
}

/** Decides with the link that the approver was sent. */
export async function answer(
  world: World,
  key: OperationKey,
  name: string,
  number: number,
  choice: 'approve' | 'deny',
) {
  const { email, oid } = person(name, number);
  const mail = (await world.mails()).find(({ to, text }) => to[0]?.address === email && text.includes(key.id));
  const handle = /\/api\/review\/([\w-]+)\?/.exec(mail?.text ?? '')?.[1];
  if (handle === undefined) throw new Error(`no mail to ${email}`);
  const digest = (await world.operation(key)).package?.digest ?? '';
  const said = { choice, reason: choice === 'deny' ? 'Too small' : '', lookedAt: true, deidentified: true, digest };
  return decide(
    { ...world.ports, groupsClaim: groupsOff },
    { handle, approver: { oid, emails: [], groups: 'no-claim' }, ...said },
  );
}

/** Two approvers approve the package once they are asked. */
export async function approved(world: World, key: OperationKey): Promise<void> {
  expect(await goOn(world, key)).toBe('in-review');
  await answer(world, key, 'Ada', 11, 'approve');
  await answer(world, key, 'Ben', 12, 'approve');
}

/** The receipts about what was half done, by their content. */
export async function interruptions(world: World, key: OperationKey) {
  const receipts = Object.entries(await receiptsOf(world.ports, key.id));
  return receipts.filter(([name]) => name.startsWith('interrupted')).map(([, jws]) => decodeJwt(jws));
}

/** The transfers of a step, each with attempt and status. */
export async function attempts(world: World, key: OperationKey, step: string): Promise<string[]> {
  const { transfers } = await world.operation(key);
  return transfers.filter((one) => one.step === step).map(({ attempt, status }) => `${attempt} ${status}`);
}
