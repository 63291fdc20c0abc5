import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { decide } from '../../src/use-cases/review/decide.ts';
import { groupsOff, person } from '../domain/sample.ts';
import type { MemoryWorld } from './world.ts';

const approvers = [person('Ada', 11), person('Ben', 12)];

/**
 * Lets a package of one file out, from its drop to its end: two of its three approvers approve, each decision wakes it. `meanwhile` happens
 * once they are asked, `always` at each step. Gives its last state.
 */
export async function letOut(
  world: MemoryWorld,
  meanwhile: () => Promise<void> = async () => {},
  always: (key: OperationKey) => Promise<void> = async () => {},
): Promise<string> {
  await world.put('exports', 'heart-study/results/table.csv', 'x,y\n');
  await world.put('exports', 'heart-study/results/_COMPLETE', '', { purpose: 'Table 2 of the paper' });
  const key = await world.open('export', 'heart-study/results/_COMPLETE');
  const left = [...approvers];
  return await world.run('export', key, async (wake) => {
    await always(key);
    const asked = world.inbox.mails.filter(({ text }) => text.includes('choice=approve') && text.includes(key.id));
    const isAsked = asked.length === approvers.length + 1;
    if (isAsked && left.length > 0) await meanwhile();
    for (const approver of isAsked ? left.splice(0) : []) {
      await approve(world, key, approver);
      await wake();
    }
    return false;
  });
}

/** Decides with the link that the approver was sent. */
async function approve(world: MemoryWorld, key: OperationKey, { name, email, oid }: ReturnType<typeof person>) {
  const mail = world.inbox.mails.find(({ to, text }) => to === email && text.includes(key.id));
  const handle = /\/api\/review\/([\w-]+)\?choice=approve/.exec(mail?.text ?? '')?.[1] ?? '';
  const digest = (await world.operation(key)).package?.digest ?? '';
  const said = { choice: 'approve', reason: '', lookedAt: true, deidentified: true, digest } as const;
  const approver = { oid, name, emails: [], groups: 'no-claim' } as const;
  const decided = await decide({ ...world.ports, groupsClaim: groupsOff }, { handle, approver, ...said });
  if (decided.kind !== 'recorded') throw new Error(`${name} could not approve: ${decided.kind}`);
}
