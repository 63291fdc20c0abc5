import { Refused } from '../../domain/base/errors.ts';
import { keptNote } from '../../domain/witness/checkpoint.ts';
import { sizeOf } from '../../domain/witness/signed-step.ts';
import type { CallerCheck } from '../../web/caller.ts';
import type { Read } from '../../web/reading.ts';
import type { verification } from './descriptions.ts';
import { type ProofPlace, proofPlace } from './proof-place.ts';
import type { ProofPorts } from './proof-report.ts';
import { stepOfNote } from './since/signed-chains.ts';
import { verifyProofs } from './verify-proofs.ts';

export interface VerificationServices extends ProofPorts {
  readonly sealer: CallerCheck['sealer'];
}

/** Azure ends a request after 230 seconds; one long step and the network have the rest. */
const millisecondsAtMost = 60_000;
const dayInSeconds = 24 * 60 * 60;

/**
 * GET ops/audit/verify: holds all records, or those of `?project=`, against each other, and names what is wrong. An answer with a
 * `continuation` is not the whole: `?continuation=` goes on from there, and only the last answer says `ok`. With `?since=` only what is new
 * is verified, and a share of the rest.
 */
export const verifyAudit = (async (services, { query }) => {
  const from = await openPlace(services, query.continuation);
  const project = query.project ?? from?.only;
  if (from !== undefined && from.only !== project)
    throw new Refused('The continuation belongs to a verification of other projects: start again without it');
  if (project !== undefined && query.since !== undefined)
    throw new Refused('What is new is verified of all projects together: ask for a project without "since"');
  const until = new Date(services.clock.now().getTime() + millisecondsAtMost);
  const step = query.since === undefined ? undefined : await stepOfNote(services, keptNote(query.since));
  const { next, ...proofs } = await verifyProofs(services, project, {
    ...{ until, ...(from ? { from } : {}) },
    ...(step === undefined || from !== undefined ? {} : { since: sizeOf(step) }),
  });
  if (next === undefined) return proofs;
  return { ...proofs, continuation: await services.sealer.seal('verification', next, dayInSeconds) };
}) satisfies Read<VerificationServices, typeof verification.verifyAudit>;

async function openPlace(
  { sealer }: VerificationServices,
  sealed: string | undefined,
): Promise<ProofPlace | undefined> {
  if (sealed === undefined) return undefined;
  const opened = proofPlace.safeParse(await sealer.open('verification', sealed));
  if (opened.success) return opened.data;
  throw new Refused('No verification gave that continuation in the last 24 hours: start again without it');
}
