import { NotFound, Refused } from '../../domain/base/errors.ts';
import { sizeOf } from '../../domain/witness/signed-step.ts';
import { consistencyProof } from '../../domain/witness/tiles.ts';
import type { Ports } from '../../ports/ports.ts';
import { rootsLog } from '../../ports/signed-log.ts';
import { jsonAnswer } from '../../web/answers.ts';
import { queryOf } from '../../web/asked.ts';
import type { Handler } from '../../web/handler.ts';
import { consistencyQuery } from './descriptions.ts';

export type LogServices = Pick<Ports, 'signedLog'>;

/** GET audit/checkpoint: what was signed last, for everyone. */
export function showCheckpoint({ signedLog }: LogServices): Handler {
  return async () => {
    const step = await signedLog.newest();
    if (step === undefined) throw new NotFound('Nothing was signed yet: the first sweep of an hour does that');
    const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' };
    return { status: 200, headers: { ...headers, 'x-content-type-options': 'nosniff' }, body: step.note };
  };
}

/** GET audit/consistency: the proof between two sizes that were signed, for everyone; it never changes. */
export function showConsistency({ signedLog }: LogServices): Handler {
  return async (request) => {
    const { from, to } = queryOf(request, consistencyQuery);
    if (from > to) throw new Refused(`The earlier checkpoint has ${from} leaves, more than the later one with ${to}`);
    const newest = await signedLog.newest();
    // Whoever asks from outside sets off no more reading than a proof that there can be.
    if (newest === undefined || to > sizeOf(newest)) throw new NotFound(`No checkpoint with ${to} leaves was signed`);
    const proof = await consistencyProof(from, to, (place) => signedLog.readTile(rootsLog, place));
    const coded = proof.map((hash) => hash.toString('base64'));
    return jsonAnswer(200, { proof: coded }, { 'cache-control': 'public, max-age=86400' });
  };
}
