import { randomUUID } from 'node:crypto';
import { systemChain } from '../activities/start-operation.ts';
import { sweep } from '../activities/sweep.ts';
import type { Ports } from '../ports/ports.ts';
import { jsonAnswer } from '../web/answers.ts';
import { type CallerCheck, requireRole } from '../web/caller.ts';
import { requireGenuineWrite } from '../web/forgery.ts';
import type { Handler } from '../web/handler.ts';

/** What the sweep and the blob triggers need. */
export type SweepServices = CallerCheck &
  Pick<Ports, 'listing' | 'projects' | 'register' | 'decisions' | 'audit' | 'clock' | 'random'> & {
    readonly publicBaseUrl: string;
  };

/** POST ops/sweep: sweeps now instead of at the next tick of the timer, and answers what was found. */
export function sweepNow(services: SweepServices): Handler {
  return async (request, workflows) => {
    const caller = await requireRole(services, request, 'Ops.Operator');
    await requireGenuineWrite(request, caller, services.publicBaseUrl);
    const at = services.clock.now().toISOString();
    const asked = {
      id: randomUUID(),
      at,
      kind: 'sweep.asked',
      project: systemChain,
      operation: null,
      actor: caller.oid,
    };
    await services.audit.append(systemChain, [{ ...asked, data: {} }]);
    return jsonAnswer(200, await sweep(services, workflows));
  };
}
