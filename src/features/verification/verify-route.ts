import { Refused } from '../../domain/base/errors.ts';
import { jsonAnswer } from '../../web/answers.ts';
import { queryOf } from '../../web/asked.ts';
import { type CallerCheck, requireRole } from '../../web/caller.ts';
import type { Handler } from '../../web/handler.ts';
import { verifyQuery } from './descriptions.ts';
import { type ProofPlace, proofPlace } from './proof-place.ts';
import type { ProofPorts } from './proof-sheet.ts';
import { verifyProofs } from './verify-proofs.ts';

export type AuditServices = CallerCheck & ProofPorts;

/** Azure ends a request after 230 seconds; one long step and the network have the rest. */
const millisecondsAtMost = 60_000;
const dayInSeconds = 24 * 60 * 60;

/**
 * GET ops/audit/verify: holds all records, or those of `?project=`, against each other, and names what is wrong. An answer with a
 * `continuation` is not the whole: `?continuation=` goes on from there, and only the last answer says `ok`.
 */
export function verifyAudit(services: AuditServices): Handler {
  return async (request) => {
    await requireRole(services, request, 'Ops.Reader');
    const query = queryOf(request, verifyQuery);
    const from = await openPlace(services, query.continuation);
    const project = query.project ?? from?.only;
    if (from !== undefined && from.only !== project)
      throw new Refused('The continuation belongs to a verification of other projects: start again without it');
    const until = new Date(services.clock.now().getTime() + millisecondsAtMost);
    const { next, ...proofs } = await verifyProofs(services, project, { until, ...(from ? { from } : {}) });
    if (next === undefined) return jsonAnswer(200, proofs);
    const continuation = await services.sealer.seal('verification', next, dayInSeconds);
    return jsonAnswer(200, { ...proofs, continuation });
  };
}

async function openPlace({ sealer }: AuditServices, sealed: string | undefined): Promise<ProofPlace | undefined> {
  if (sealed === undefined) return undefined;
  const opened = proofPlace.safeParse(await sealer.open('verification', sealed));
  if (opened.success) return opened.data;
  throw new Refused('The continuation is none that a verification gave in the last 24 hours: start again without it');
}
