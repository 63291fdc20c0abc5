import { note, systemChain } from '../../../domain/audit/audit-event.ts';
import { Refused } from '../../../domain/base/errors.ts';
import type { AuditLog } from '../../../ports/audit.ts';
import type { Clock } from '../../../ports/ports.ts';
import { ConflictError } from '../../../ports/records.ts';
import { readableHead } from '../../../use-cases/audit/readable-head.ts';
import { jsonAnswer } from '../../../web/answers.ts';
import { readJson } from '../../../web/body.ts';
import type { CallerCheck } from '../../../web/caller.ts';
import { requireOperatorWrite } from '../../../web/forgery.ts';
import type { Handler } from '../../../web/handler.ts';
import { copyBody } from '../descriptions.ts';
import type { Restoring } from './apply-restore.ts';
import { type CopyPlan, planCopy } from './plan-copy.ts';
import type { CopyPorts, WithCopy } from './read-copied.ts';
import { judgeRestore, type TwoServices } from './two-operators.ts';
import { type CopyOutcome, writeCopy } from './write-copy.ts';

export type CopyServices = CallerCheck &
  TwoServices &
  CopyPorts & { readonly audit: Pick<AuditLog, 'append' | 'headProblem'>; readonly clock: Clock };

const whatToSend =
  'Send { "apply": false, "reason": "…" } for what comes back from the second copy, of some stores with "stores"; and { "apply": true, "digest": "…", "reason": "…" } to put it back';

const noDoubt = { kind: 'agreed', marks: {} } as const;

const millisecondsAtMost = 60_000;

/**
 * POST ops/restore/copy: what of the control account comes back from the second copy; with `apply` it is put back by the digest of what was
 * shown. Nothing that stands is written over, lines are held against their head and definitions against the lines, and no door opens by it; so
 * one operator is enough, but over a doubt.
 */
export function restoreCopy(services: CopyServices): Handler {
  return async (request) => {
    const caller = await requireOperatorWrite(services, request);
    const read = copyBody.safeParse(await readJson(request));
    if (!read.success) throw new Refused(whatToSend);
    const { apply, stores, digest, first, reason } = read.data;
    const plan = await planCopy(services, stores);
    const { secondCopy } = services;
    if (!apply || secondCopy === undefined) return jsonAnswer(200, shown(plan));
    if (plan.digest !== digest)
      throw new ConflictError(
        'What comes back is no longer what has that digest; nothing was put back. Ask again without "apply".',
      );
    const wish = { what: 'copy', caller, reason, stands: plan.digest, first } as const;
    const verdict = plan.doubts.length === 0 ? noDoubt : await judgeRestore(services, wish);
    if (verdict.kind === 'waits') return jsonAnswer(202, { waits: verdict.first });
    const restoring = { by: caller.oid, reason, marks: verdict.marks };
    return jsonAnswer(200, await putBack({ ...services, secondCopy }, plan, restoring));
  };
}

/** Who wanted it stands in the second copy before, since the chain of the system may be what is lost; where that stands, it tells what was done. */
async function putBack(
  services: CopyServices & WithCopy,
  plan: CopyPlan,
  { by, reason, marks = {} }: Restoring,
): Promise<CopyOutcome> {
  const { clock, secondCopy, audit } = services;
  const at = clock.now();
  const { digest, back } = plan;
  const said = { digest, reason, ...marks };
  await secondCopy.put(`restored/${at.toISOString()}-${digest.slice(0, 12)}.json`, JSON.stringify({ by, ...said }));
  const until = at.getTime() + millisecondsAtMost;
  const outcome = await writeCopy(services, plan, () => clock.now().getTime() >= until);
  const isWhole = (await readableHead(audit, systemChain)) !== undefined;
  if (!isWhole || (await audit.headProblem(systemChain)) !== undefined) return outcome;
  const data = { ...said, from: 'copy', planned: back.length, written: outcome.written };
  const id = `restore.done.${digest}.${at.getTime()}`;
  await audit.append(systemChain, [note(systemChain, { id, at: clock.now(), kind: 'restore.done', actor: by, data })]);
  return outcome;
}

/** By chain and project; there may be a manifest for each dataset and package. */
function shown({ back, problems, doubts, digest }: CopyPlan) {
  const groups = Map.groupBy(back, ({ store, of }) => `${store} ${of}`).values();
  return {
    back: [...groups].flatMap((all) => {
      const [first] = all;
      if (first === undefined) return [];
      const bytes = all.reduce((sum, { copied, from }) => sum + copied.bytes - from, 0);
      return [{ store: first.store, of: first.of, blobs: all.length, bytes }];
    }),
    problems,
    doubts,
    digest,
  };
}
