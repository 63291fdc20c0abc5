import { type ReceiptPorts, receiptKeys, tellReceipt } from '../../activities/lifecycle/receipts.ts';
import { kindOfReceipt } from '../../domain/lifecycle/due-receipts.ts';
import { verifyReceipt } from '../../domain/lifecycle/receipt.ts';
import type { Duties } from '../../domain/people/duties.ts';
import type { Ports } from '../../ports/ports.ts';
import { noteDuties } from './note-duties.ts';

type SaidPorts = Pick<ReceiptPorts, 'manifests' | 'secrets' | 'audit' | 'clock'> & Pick<Ports, 'duties'>;

/**
 * Tells what recipients said and had signed before whoever was to write it down was stopped: they need not say it again, and may have said it
 * otherwise then. True where there was something. It takes a request for each release of which somebody is to say that copies are deleted.
 */
export async function finishSaid(ports: SaidPorts, project: string, all: readonly Duties[]): Promise<boolean> {
  let isFinished = false;
  for (const { exportId: id, releasedAt, people } of all) {
    const open = new Set(people.flatMap(({ who, deletion }) => (deletion && !deletion.done ? [who] : [])));
    const names = open.size === 0 ? [] : await ports.manifests.receiptNames(id);
    for (const receipt of names.filter((name) => kindOfReceipt(name) === 'confirmation')) {
      const jws = (await ports.manifests.readReceipt(receipt)) ?? '';
      const { said } = await verifyReceipt(jws, await receiptKeys(ports));
      if (said?.releasedAt !== releasedAt || !open.has(said.who)) continue;
      await tellReceipt(ports, { project, id }, receipt, jws);
      const { by: actor, says: _, ...about } = said;
      const data = { what: 'deletion', ...about, receipt } as const;
      await noteDuties(ports, project, [{ id, kind: 'recipient.confirmed', actor, data }]);
      isFinished = true;
    }
  }
  return isFinished;
}
