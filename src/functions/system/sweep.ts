import { note, systemChain } from '../../domain/audit/audit-event.ts';
import { sweep } from '../../use-cases/overview/sweep.ts';
import type { SweepPorts, SweepSettings } from '../../use-cases/overview/sweep-parts.ts';
import { jsonAnswer } from '../../web/answers.ts';
import { type CallerCheck, requireRole } from '../../web/caller.ts';
import { requireGenuineWrite } from '../../web/forgery.ts';
import type { Handler } from '../../web/handler.ts';

/** What the sweep and the blob triggers need. */
export type SweepServices = CallerCheck & SweepPorts & SweepSettings;

/** POST ops/sweep: sweeps now instead of at the next tick of the timer, and answers what was found. */
export function sweepNow(services: SweepServices): Handler {
  return async (request, workflows) => {
    const caller = await requireRole(services, request, 'Ops.Operator');
    await requireGenuineWrite(request, caller, services.publicBaseUrl);
    const asked = {
      id: services.random.uuid(),
      at: services.clock.now(),
      kind: 'sweep.asked',
      actor: caller.oid,
    } as const;
    await services.audit.append(systemChain, [note(systemChain, asked)]);
    return jsonAnswer(200, await sweep(services, workflows, services));
  };
}
