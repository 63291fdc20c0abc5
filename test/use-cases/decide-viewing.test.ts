import { expect, test } from 'vitest';
import { projectSchema } from '../../src/domain/project/project.ts';
import { asStored } from '../../src/domain/project/stored-definition.ts';
import { type DecidePorts, decide } from '../../src/use-cases/review/decide.ts';
import { openEgress } from '../activities/flow-settings.ts';
import { definition, groupsOff, person, usualDisclosure } from '../domain/sample.ts';
import { noHook } from '../memory/hook.ts';
import { MemoryWorld } from '../memory/world.ts';

const ada = person('Ada', 11);

/** A package in review, inspected, of a project in which files must be opened or are only shown. */
async function inReview(viewing: 'required' | 'shown') {
  const world = new MemoryWorld(1, noHook, { hasRoom: true });
  const { egress } = projectSchema.parse(asStored({ ...definition(), egress: openEgress }));
  await world.project({ egress: { ...egress, disclosure: { ...usualDisclosure, viewing } } });
  await world.put('exports', 'heart-study/results/table.csv', 'x,y\n');
  await world.put('exports', 'heart-study/results/_COMPLETE', '', { purpose: 'Table 2 of the paper' });
  const key = await world.open('export', 'heart-study/results/_COMPLETE');
  await world.run('export', key, async () => {
    await world.room.answerAll();
    const { state, round } = await world.operation(key);
    return state === 'in-review' && round !== undefined;
  });
  const digest = (await world.operation(key)).package?.digest ?? '';
  const inspected = { project: key.project, exportId: key.id, digest };
  const answer = (choice: 'approve' | 'deny', ports: Partial<DecidePorts> = {}) =>
    decide(
      { ...world.ports, groupsClaim: groupsOff, ...ports },
      {
        handle: { project: key.project, exportId: key.id, approver: ada.oid },
        approver: { oid: ada.oid, emails: [], groups: 'no-claim' },
        choice,
        reason: choice === 'deny' ? 'Row 3 shows one person' : '',
        lookedAt: true,
        deidentified: true,
        digest,
      },
    );
  return { answer, opens: () => world.room.view(inspected, 1, ada.oid) };
}

const away = () => Promise.reject(new Error('nobody answers'));
const unread = { inspectionResults: { evidence: away, opened: away } };

test('where files must be opened an approval is taken once its approver has opened them', async () => {
  const { answer, opens } = await inReview('required');
  expect(await answer('approve')).toMatchObject({ kind: 'refuse', code: 'not-opened' });
  await opens();
  expect(await answer('approve')).toMatchObject({ kind: 'recorded' });
});

test('an approval waits for a storage that says what was opened, a denial does not', async () => {
  const { answer } = await inReview('required');
  await expect(answer('approve', unread)).rejects.toThrow('nobody answers');
  expect(await answer('deny', unread)).toMatchObject({ kind: 'recorded' });
});

test('where files are only shown nothing is read of what was opened', async () => {
  const { answer } = await inReview('shown');
  expect(await answer('approve', unread)).toMatchObject({ kind: 'recorded' });
});

/** A package whose room was away for too long, in review when its project begins to ask for files to be opened. */
async function withoutEvidence() {
  const world = new MemoryWorld(1, noHook, { hasRoom: true });
  const { egress } = projectSchema.parse(asStored({ ...definition(), egress: openEgress }));
  const viewed = (viewing: 'required' | 'shown') => ({
    egress: { ...egress, disclosure: { ...usualDisclosure, viewing } },
  });
  await world.project(viewed('shown'));
  await world.put('exports', 'heart-study/results/table.csv', 'x,y\n');
  await world.put('exports', 'heart-study/results/_COMPLETE', '', { purpose: 'Table 2 of the paper' });
  const key = await world.open('export', 'heart-study/results/_COMPLETE');
  await world.run('export', key, async () => (await world.operation(key)).round !== undefined);
  const stored = await world.ports.projects.get(key.project);
  if (stored === undefined) throw new Error('there is no project');
  await world.ports.projects.put(projectSchema.parse({ ...stored.value, ...viewed('required') }), stored.etag);
  const approve = async () =>
    await decide(
      { ...world.ports, groupsClaim: groupsOff },
      {
        handle: { project: key.project, exportId: key.id, approver: ada.oid },
        approver: { oid: ada.oid, emails: [], groups: 'no-claim' },
        ...{ choice: 'approve', reason: 'I know what it holds', lookedAt: true, deidentified: true },
        digest: (await world.operation(key)).package?.digest ?? '',
      },
    );
  return { world, key, approve };
}

test('a round that was open without evidence takes no approval once files must be opened, whatever its reason', async () => {
  const { world, key, approve } = await withoutEvidence();
  expect(await approve()).toMatchObject({ kind: 'refuse', code: 'not-opened' });
  const look = await world.activities.lookAtRound(key);
  expect(look).toMatchObject({ status: 'open' });
  expect('waitSeconds' in look && look.waitSeconds).toBeLessThanOrEqual(30 * 60);
  expect(await approve()).toMatchObject({ kind: 'refuse', code: 'not-opened' });
});

test('and asks anew as soon as the reading room has written its evidence', async () => {
  const { world, key, approve } = await withoutEvidence();
  await approve();
  await world.room.answerAll();
  expect(await world.activities.lookAtRound(key)).toMatchObject({
    status: 'open',
    asked: expect.stringMatching(/^3 /),
  });
  expect((await world.operation(key)).round).toBe(3);
  const { rounds } = await world.ports.decisions.read(key.id);
  expect(
    rounds.map(({ value }) => [value.status, value.evidence !== undefined && 'missing' in value.evidence]),
  ).toEqual([
    ['superseded', true],
    ['superseded', true],
    ['open', false],
  ]);
  expect(await approve()).toMatchObject({ kind: 'refuse', code: 'not-opened' });
  const { digest } = (await world.operation(key)).package ?? { digest: '' };
  await world.room.view({ project: key.project, exportId: key.id, digest }, 3, ada.oid);
  expect(await approve()).toMatchObject({ kind: 'recorded' });
});
