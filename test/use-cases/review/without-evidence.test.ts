import { expect, test } from 'vitest';
import { receiptKeys, receiptsOf } from '../../../src/activities/lifecycle/receipts.ts';
import { parseChainLine } from '../../../src/domain/audit/chain-line.ts';
import { DAY } from '../../../src/domain/base/time.ts';
import { verifyReceipt } from '../../../src/domain/lifecycle/receipt.ts';
import { projectSchema } from '../../../src/domain/project/project.ts';
import { asStored } from '../../../src/domain/project/stored-definition.ts';
import { decide } from '../../../src/use-cases/review/decide.ts';
import { goOnWithoutEvidence } from '../../../src/use-cases/review/go-on-without-evidence.ts';
import { openEgress } from '../../activities/flow-settings.ts';
import { definition, gather, groupsOff, person, usualDisclosure } from '../../domain/sample.ts';
import { noHook } from '../../memory/hook.ts';
import { MemoryWorld } from '../../memory/world.ts';

const [ada, ben] = [person('Ada', 11), person('Ben', 12)];
const operator = (name: string, number: number) => {
  const { oid, email } = person(name, number);
  return { oid, name, emails: [email] };
};
const [otto, orla] = [operator('Otto', 90), operator('Orla', 91)];
const why = 'I know what it holds';

/** A package of a project in which files must be opened, whose reading room is away for longer than the package waits. */
async function inTheRoom() {
  const world = new MemoryWorld(1, noHook, { hasRoom: true });
  const { egress, people } = projectSchema.parse(asStored({ ...definition(), egress: openEgress }));
  await world.project({
    people: { ...people, operators: [person('Otto', 90), person('Orla', 91)] },
    egress: { ...egress, disclosure: { ...usualDisclosure, viewing: 'required' } },
  });
  await world.put('exports', 'heart-study/results/table.csv', 'x,y\n');
  await world.put('exports', 'heart-study/results/_COMPLETE', '', { purpose: 'Table 2 of the paper' });
  const key = await world.open('export', 'heart-study/results/_COMPLETE');
  await world.run('export', key, async () => {
    const { state, since } = await world.operation(key);
    return state === 'inspecting' && world.time.now().getTime() > Date.parse(since) + 31 * 60_000;
  });
  const idle = { start: async () => undefined, wake: async () => undefined };
  const digest = (await world.operation(key)).package?.digest ?? '';
  const letGo = (caller: typeof otto, seen = digest, days = 0) => {
    const clock = { now: () => new Date(world.time.now().getTime() + days * DAY) };
    const ports = { ...world.ports, clock, secondOperator: true, publicBaseUrl: 'https://gate.example.org' };
    return goOnWithoutEvidence(ports, idle, { key, caller, reason: 'The room burned down', digest: seen });
  };
  const answer = (approver: typeof ada, reason: string) =>
    decide(
      { ...world.ports, groupsClaim: groupsOff },
      {
        handle: { project: key.project, exportId: key.id, approver: approver.oid },
        approver: { oid: approver.oid, emails: [], groups: 'no-claim' },
        ...{ choice: 'approve', reason, lookedAt: true, deidentified: true, digest },
      },
    );
  const rounds = async () => (await world.ports.decisions.read(key.id)).rounds.map(({ value }) => value);
  const inReview = () => world.run('export', key, async () => (await world.operation(key)).round !== undefined);
  return { world, key, letGo, answer, rounds, inReview };
}

test('no time opens the review, and neither one operator, nor a participant, nor other files, nor an old wish', async () => {
  const { world, key, letGo, rounds } = await inTheRoom();
  const insider = { ...orla, emails: [ada.email] };
  expect(await letGo(otto, 'e'.repeat(64))).toMatchObject({ kind: 'changed' });
  await expect(letGo(insider)).rejects.toThrow('approver');
  expect(await letGo(otto)).toMatchObject({ kind: 'waits' });
  await expect(letGo(otto)).rejects.toThrow('Another operator');
  await expect(letGo(insider)).rejects.toThrow('approver');
  expect(await letGo(orla, 'e'.repeat(64))).toMatchObject({ kind: 'changed' });
  expect(await letGo(orla, undefined, 8)).toMatchObject({ kind: 'waits' });
  expect(await world.activities.lookAtInspection(key)).toMatchObject({ kind: 'wait' });
  expect(await rounds()).toEqual([]);
});

test('two operators let it go on: its approvers are asked, have to write why, and line and receipt say who did', async () => {
  const { world, key, letGo, answer, rounds, inReview } = await inTheRoom();
  await letGo(otto);
  expect(await letGo(orla)).toMatchObject({ kind: 'agreed' });
  await inReview();
  const both = { askedBy: otto.oid, agreedBy: orla.oid, reason: 'The room burned down' };
  expect(await rounds()).toMatchObject([{ status: 'open', evidence: { missing: 'late' }, withoutEvidence: both }]);
  expect(await answer(ada, '')).toMatchObject({ kind: 'refuse', code: 'reason-missing' });
  expect(await answer(ada, why)).toMatchObject({ kind: 'recorded' });
  expect(await answer(ben, why)).toMatchObject({ kind: 'recorded' });
  const lines = (await gather(world.ports.audit.lines(key.project))).map((line) => parseChainLine(line).event);
  expect(lines.find(({ kind }) => kind === 'inspection.without-agreed')).toMatchObject({
    ...{ actor: orla.oid, data: { secondOperator: otto.oid, reason: both.reason } },
  });
  expect(lines.find(({ kind }) => kind === 'review.opened')?.data).toMatchObject({
    ...{ withoutEvidenceAsked: otto.oid, withoutEvidenceAgreed: orla.oid, withoutEvidenceReason: both.reason },
  });
  expect(JSON.stringify(lines)).not.toContain('orla@example.org');
  await world.run('export', key, async () => (await world.operation(key)).state === 'released');
  const { release = '' } = await receiptsOf(world.ports, key.id);
  const { withoutEvidence } = await verifyReceipt(release, await receiptKeys(world.ports));
  expect(withoutEvidence).toMatchObject({ askedBy: otto.oid, agreedBy: orla.oid });
});

test('another definition voids what was agreed to, and the room still comes first where it is back in time', async () => {
  const { world, key, letGo, answer, rounds, inReview } = await inTheRoom();
  await letGo(otto);
  await letGo(orla);
  await inReview();
  const stored = await world.ports.projects.get(key.project);
  if (stored === undefined) throw new Error('there is no project');
  const { people } = stored.value;
  const approvers = people.approvers.map((one) => (one.oid === ben.oid ? { ...one, name: 'Benjamin' } : one));
  await world.ports.projects.put({ ...stored.value, people: { ...people, approvers } }, stored.etag);
  expect(await answer(ada, why)).toMatchObject({ kind: 'refuse', code: 'not-opened' });
  await world.room.answerAll();
  await world.activities.lookAtRound(key);
  expect((await rounds()).at(-1)).toMatchObject({ status: 'open', evidence: { verdicts: {} } });
  await expect(letGo(otto)).rejects.toThrow('can approve it as it is');
});
