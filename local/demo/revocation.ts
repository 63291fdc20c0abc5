import { decodeJwt } from 'jose';
import type { ShownOperation } from '../people/api-shapes.ts';
import { showOperation } from '../people/watch.ts';
import { expectEqual, headline, note, step } from './progress.ts';
import { countUnapproved } from './proofs.ts';
import { follow, type Scene, waitForMail } from './scene.ts';

/**
 * An operator takes back what was released: nothing of it is outside any more, and a receipt says what was. Gives how many files without
 * approval were outside before.
 */
export async function playRevocation(scene: Scene, { id, name }: ShownOperation): Promise<number> {
  headline('A release is revoked');
  const show = () => showOperation(scene.ops, 'exports', scene.project, id);
  const unapproved = await step('what is outside is what two people approved, and nothing else', async () =>
    countUnapproved(scene, await show()),
  );
  await step('an operator revokes "delays" with a reason', async () => {
    await scene.ops.ask('POST', `ops/exports/${scene.project}/${id}/revoke`, { reason: 'a cell is too small' });
  });
  await step('its runs are awaited, and Data Factory empties the folder', () =>
    follow(scene, 'exports', name, ['revoked']),
  );
  await step('Rui is told', () => waitForMail(scene, 'rui@example.org', [id, 'was revoked']));
  const { receipts = {} } = await show();
  const { count, outsideSince } = decodeJwt(receipts['revocation-1'] ?? '');
  const left = await scene.stack.control.blobs('public', 'released');
  expectEqual('files outside', 0, left.length);
  note(`${name}: ${count} files were outside since ${outsideSince}, ${left.length} are`);
  return unapproved;
}
