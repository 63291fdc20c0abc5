import { decodeJwt } from 'jose';
import { auditVerdict, type ShownOperation } from '../people/api-shapes.ts';
import { showOperation } from '../people/watch.ts';
import { expectEqual, headline, Mismatch, step } from './progress.ts';
import { follow, type Scene, waitForMail } from './scene.ts';

/** An operator takes back what was released, after the proofs: nothing of it is outside any more, and a receipt says what was. */
export async function playRevocation(scene: Scene, { id, name }: ShownOperation): Promise<void> {
  headline('A release is revoked');
  await step('an operator revokes "delays" with a reason', async () => {
    await scene.ops.ask('POST', `ops/exports/${scene.project}/${id}/revoke`, { reason: 'a cell is too small' });
  });
  await step('its runs are awaited, and Data Factory empties the folder', () =>
    follow(scene, 'exports', name, ['revoked']),
  );
  await step('Rui is told', () => waitForMail(scene, 'rui@example.org', [id, 'was revoked']));
  const left = await scene.stack.control.blobs('public', 'released');
  const { receipts = {} } = await showOperation(scene.ops, 'exports', scene.project, id);
  const { count, outsideSince } = decodeJwt(receipts['revocation-1'] ?? '');
  expectEqual('files outside', 0, left.length);
  console.log(`  export ${name} revoked: ${count} files were outside since ${outsideSince}, ${left.length} are`);
  const { ok } = auditVerdict.parse(await scene.ops.ask('GET', 'ops/audit/verify'));
  if (!ok) throw new Mismatch('the audit does not verify after the revocation');
  console.log('  audit and receipts: still whole');
}
