import { receiptKeys } from '../../../activities/lifecycle/receipts.ts';
import { calendarOf } from '../../../domain/base/business-calendar.ts';
import type { Door } from '../../../domain/base/door.ts';
import { messageOf, Refused } from '../../../domain/base/errors.ts';
import { keyNamedIn, type ReceiptPayload, verifyReceipt } from '../../../domain/lifecycle/receipt.ts';
import { checkReceiptProof } from '../../../domain/witness/receipt-proof.ts';
import { type DeskServices, showDesk } from '../../../functions/desk/visit.ts';
import { type OperationServices, readableReceipt } from '../../../functions/operation/operations.ts';
import { checkpointKeys, type LogSettings } from '../../../use-cases/audit/checkpoint-keys.ts';
import { seenName } from '../../../use-cases/people/person-name.ts';
import { type Handler, param } from '../../../web/handler.ts';
import { receiptPage, type ShownReceipt } from './receipt-page.ts';

/** GET ops/desk/datasets/{project}/{id}/receipts/{name} and ops/desk/exports/…: one receipt, with its signature verified now. */
export function showDeskReceipt(services: DeskServices & OperationServices, door: Door): Handler {
  return showDesk(services, async ({ request, caller, visitor }) => {
    const { name, jws, operation } = await readableReceipt(services, caller, request, door);
    const proof = await services.manifests.readReceiptProof(name);
    const project = await services.projects.find(operation.project);
    const zone = project === undefined || !('value' in project) ? undefined : calendarOf(project.value).timeZone;
    const shown = { at: operation, name: param(request, 'name'), jws, now: services.clock.now(), zone };
    return receiptPage({ ...shown, ...(await verdictOn(services, jws, proof)) }, visitor);
  });
}

async function verdictOn(
  services: OperationServices & LogSettings,
  jws: string,
  proof: string | undefined,
): Promise<Pick<ShownReceipt, 'good' | 'problem'>> {
  const keys = await receiptKeys(services);
  try {
    const stated = await verifyReceipt(jws, keys);
    const logKeys = await checkpointKeys(services, services);
    const log = proof === undefined ? undefined : checkReceiptProof(proof, { ...stated, jws }, logKeys);
    return { good: { stated, key: keyNamedIn(jws), names: await namesIn(services, stated), log } };
  } catch (error) {
    if (error instanceof Refused) return { problem: messageOf(error) };
    throw error;
  }
}

/** What the round called those who decided it, where nobody was seen under that object id. */
async function namesIn(services: OperationServices, { operation, decisions = [] }: ReceiptPayload) {
  const { rounds } = await services.decisions.read(operation);
  const asked = new Map(rounds.flatMap(({ value }) => value.approvers.map(({ oid, name }) => [oid, name] as const)));
  const named = decisions.map(async ({ approver: oid }) => {
    return [oid, await seenName(services, { oid, name: asked.get(oid) })] as const;
  });
  return new Map(await Promise.all(named));
}
