import { expect, test } from 'vitest';
import { notificationEndId, type PendingWork } from '../../../src/domain/notification/pending-work.ts';
import { verifyNotification } from '../../../src/features/verification/verify-notification.ts';
import { anEvent, anOperation, stream } from '../../contract/samples.ts';

const operation = anOperation({ state: 'rejected', revision: 3 });
const { id, project, since } = operation;
const notification = (revision: number): PendingWork => ({
  ...{ kind: 'telling', project, operation: id, revision, about: 'rejected', since, times: 0 },
});
const line = (revision: number): PendingWork => ({
  ...{ kind: 'line', project, operation: id, revision, event: anEvent('one') },
});

/** How much is found where the audit holds the end of the notification or not, at one look after another, and these are owed. */
async function found(
  moved: typeof operation,
  lines: readonly boolean[],
  pending: readonly PendingWork[],
): Promise<number> {
  const looks = [...lines];
  const holds = async (chain: string, event: string) =>
    chain === project && event === notificationEndId(id, 3) && looks.shift() === true;
  const rows = pending.map((value) => ({ value, etag: '', under: '' }));
  return (await verifyNotification({ audit: { holds }, register: { owed: () => stream(rows) } }, moved)).length;
}

test.each<[string, readonly boolean[], readonly PendingWork[], number]>([
  ['the audit tells that they were told', [true], [], 0],
  ['it is still owed', [false, false], [notification(3)], 0],
  ['its line came between two looks', [false, true], [], 0],
  ['nothing is owed, and no line tells of it', [false, false], [], 1],
  ['the telling of another move is owed', [false, false], [notification(2)], 1],
  ['only a line is owed', [false, false], [line(3)], 1],
])('people were told of a move, or are to be, where %s', async (_, lines, pending, findings) => {
  expect(await found(operation, lines, pending)).toBe(findings);
});

test('nobody is told of a move without an occasion', async () => {
  expect(await found(anOperation({ ...operation, state: 'copying' }), [false, false], [])).toBe(0);
});
