import { Refused } from '../../../domain/base/errors.ts';
import { lossesAt } from '../../../domain/overview/stores.ts';
import type { Ports } from '../../../ports/ports.ts';
import { jsonAnswer } from '../../../web/answers.ts';
import { readJson } from '../../../web/body.ts';
import type { CallerCheck } from '../../../web/caller.ts';
import { requireOperatorWrite } from '../../../web/forgery.ts';
import type { Handler } from '../../../web/handler.ts';
import { headsBody } from '../descriptions.ts';
import { planHeads } from './plan-heads.ts';
import { type WriteHeadsPorts, writeHeads } from './write-heads.ts';

export type HeadServices = CallerCheck & WriteHeadsPorts & { readonly marks: Pick<Ports['marks'], 'missing'> };

const whatToSend =
  'Send { "apply": false, "reason": "…" } for what would be written, with "anchors" for texts that hold receipts or notes; and { "apply": true, "digest": "…", "reason": "…" } to write it, the second operator with "first"';

/**
 * POST ops/restore/heads: which stores are lost, and which heads would be written from the lines of their chains. With `apply` two operators
 * write them, by the digest of what both saw: the first is given a sealed wish, which the second brings.
 */
export function restoreHeads(services: HeadServices): Handler {
  return async (request) => {
    const caller = await requireOperatorWrite(services, request);
    const read = headsBody.safeParse(await readJson(request));
    if (!read.success) throw new Refused(whatToSend);
    const { apply, anchors, ...wanted } = read.data;
    if (!apply) {
      const plan = await planHeads(services, services, anchors);
      return jsonAnswer(200, { losses: lossesAt(await services.marks.missing()), ...plan });
    }
    const done = await writeHeads(services, { ...wanted, digest: wanted.digest, anchors, caller });
    if (done.kind === 'waits') return jsonAnswer(202, { waits: done.first });
    return jsonAnswer(200, { written: done.plan.chains.length });
  };
}
