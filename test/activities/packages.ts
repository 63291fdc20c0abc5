import type { OperationKey } from '../../src/domain/operation/operation.ts';
import type { Choice } from '../../src/domain/review/decision.ts';
import { decide } from '../../src/use-cases/review/decide.ts';
import { groupsOff, person } from '../domain/sample.ts';
import type { RunOptions, World } from './world.ts';

/** A researcher drops a package of two files. */
export async function dropped(world: World, name: string): Promise<OperationKey> {
  await world.put('exports', `heart-study/${name}/a.csv`, 'a');
  await world.put('exports', `heart-study/${name}/deep/b.csv`, 'b');
  await world.put('exports', `heart-study/${name}/_COMPLETE`, '');
  return await world.open('export', `heart-study/${name}/a.csv`);
}

/** Runs the package's flow until it waits for people, rests or is on hold. */
export async function goOn(world: World, key: OperationKey, options: RunOptions = {}) {
  let waits = 0;
  const enough = async () => {
    const { state, hold } = await world.operation(key);
    if (state === 'in-review' || hold !== undefined) waits += 1;
    return waits > 8;
  };
  return await world.run('export', key, { enough, ...options });
}

/** Two approvers answer the newest mails about the package; the first is enough where it does not approve. */
export async function decideAll(world: World, key: OperationKey, choice: Choice = 'approve'): Promise<void> {
  await decideAs(world, key, 'Ada', choice);
  if (choice === 'approve') await decideAs(world, key, 'Ben', choice);
}

const numbers = { Ada: 11, Ben: 12, Cem: 13 };

/** An approver answers by the newest link about the package. */
export async function decideAs(
  world: World,
  key: OperationKey,
  name: keyof typeof numbers,
  choice: Choice,
  why = choice === 'approve' ? '' : 'Too small',
): Promise<void> {
  const { email, oid } = person(name, numbers[name]);
  const mails = (await world.mails()).filter(({ to, text }) => to[0]?.address === email && text.includes(key.id));
  const handle = mails.flatMap(({ text }) => /\/api\/review\/([\w-]+)\?/.exec(text)?.[1] ?? []).at(-1);
  if (handle === undefined) throw new Error(`no mail to ${email}`);
  const digest = (await world.operation(key)).package?.digest ?? '';
  const said = { choice, reason: why, lookedAt: true, deidentified: true, digest };
  await decide(
    { ...world.ports, groupsClaim: groupsOff },
    { handle, approver: { oid, emails: [], groups: 'no-claim' }, ...said },
  );
}

/** A package that is approved and not released yet. */
export async function approved(world: World, name: string): Promise<OperationKey> {
  const key = await dropped(world, name);
  await goOn(world, key);
  await decideAll(world, key);
  return key;
}

/** Paths of the files of the package that are outside. */
export async function outside(world: World, { id }: OperationKey, name: string): Promise<string[]> {
  return await world.names('released', `heart-study/${name}/${id}/`);
}

/** The transfers of a step, each with attempt and status. */
export async function attempts(world: World, key: OperationKey, step: string): Promise<string[]> {
  const { transfers } = await world.operation(key);
  return transfers
    .filter((one) => one.step === step)
    .map(({ attempt, status, held }) => `${attempt} ${status}${held ? ' held' : ''}`);
}
