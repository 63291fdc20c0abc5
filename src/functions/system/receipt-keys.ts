import { receiptKeys } from '../../activities/lifecycle/receipts.ts';
import { noteKeyText } from '../../domain/witness/signed-note.ts';
import type { Ports } from '../../ports/ports.ts';
import { checkpointKeys, type LogSettings } from '../../use-cases/audit/checkpoint-keys.ts';
import { jsonAnswer } from '../../web/answers.ts';
import type { Handler } from '../../web/handler.ts';

/** GET receipts/keys: the public halves of the keys that sign receipts, old ones too, as a JWK set, and those of the log; for everyone. */
export function showReceiptKeys(services: Pick<Ports, 'secrets'> & LogSettings): Handler {
  return async () => {
    const keys = await receiptKeys(services);
    const checkpoints = (await checkpointKeys(services, services)).map(noteKeyText);
    return jsonAnswer(200, { keys, checkpoints }, { 'cache-control': 'public, max-age=300' });
  };
}
