import type { OperationKey } from '../../src/domain/operation/operation.ts';
import type { EgressLimit } from '../../src/domain/project/egress-limits.ts';
import { decide } from '../../src/use-cases/review/decide.ts';
import { groupsOff, person } from '../domain/sample.ts';
import { openEgress, type World } from './world.ts';

/** The approvers of the sample project. */
export const people = { ada: person('Ada', 11), ben: person('Ben', 12), cem: person('Cem', 13) };

/** A researcher drops a package and marks it complete. */
export async function drop(
  world: World,
  name: string,
  files: Record<string, string> = { 'table.csv': 'x,y\n', 'deep/plot.json': '{}' },
) {
  for (const [path, content] of Object.entries(files))
    await world.put('exports', `heart-study/${name}/${path}`, content);
  await world.put('exports', `heart-study/${name}/_COMPLETE`, '', { purpose: 'Table 2 of the paper' });
  return world.open('export', `heart-study/${name}/_COMPLETE`);
}

/** Runs the export until it waits for people. */
export async function untilReview(world: World, key: OperationKey): Promise<void> {
  const enough = async () => (await world.operation(key)).state === 'in-review';
  await world.run('export', key, { enough });
  await world.activities.openReview(key);
  await world.activities.inviteApprovers({ key });
}

/** True when the export waits for people or has stopped. */
export function untilResting(world: World, key: OperationKey): () => Promise<boolean> {
  return async () => ['in-review', 'rejected', 'failed'].includes((await world.operation(key)).state);
}

/** Ben may decide no longer. */
export async function benLeaves(world: World, limits: readonly EgressLimit[] = []): Promise<void> {
  const egress = limits.length === 0 ? openEgress : { ...openEgress, limits };
  const { people: everybody } = await world.project({ egress });
  const approvers = everybody.approvers.map((one) =>
    one.oid === people.ben.oid ? { ...one, eligibleUntil: '2026-01-02' } : one,
  );
  await world.project({ egress, people: { ...everybody, approvers } });
}

/** Decides with the link that the approver was sent. */
export async function answer(
  world: World,
  key: OperationKey,
  who: keyof typeof people,
  choice: 'approve' | 'deny',
  reason = '',
  saidAt = '',
) {
  const { email, oid, name } = people[who];
  const mail = (await world.mails()).find(({ to, text }) => to[0]?.address === email && text.includes(key.id));
  const handle = /\/api\/review\/([\w-]+)\?choice=approve/.exec(mail?.text ?? '')?.[1];
  if (handle === undefined) throw new Error(`no mail for ${who}`);
  const digest = (await world.operation(key)).package?.digest ?? '';
  const said = { choice, reason, lookedAt: true, deidentified: true, digest };
  const approver = { oid, name, emails: [], groups: 'no-claim' } as const;
  return decide({ ...world.ports, groupsClaim: groupsOff }, { handle, approver, saidAt, ...said });
}
