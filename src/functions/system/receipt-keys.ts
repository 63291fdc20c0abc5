import { receiptKeys } from '../../activities/lifecycle/receipts.ts';
import type { Ports } from '../../ports/ports.ts';
import { jsonAnswer } from '../../web/answers.ts';
import type { Handler } from '../../web/handler.ts';

/** GET receipts/keys: the public halves of the keys that sign receipts, old ones too, as a JWK set; for everyone. */
export function showReceiptKeys(services: Pick<Ports, 'secrets'>): Handler {
  return async () => {
    const keys = await receiptKeys(services);
    return jsonAnswer(200, { keys }, { 'cache-control': 'public, max-age=300' });
  };
}
