import type { Ports } from '../../src/ports/ports.ts';
import { type LiftAct, liftHold } from '../../src/use-cases/operation/hold.ts';
import { person } from '../domain/sample.ts';

/** Lifts every hold of a project, or of all, with a second operator where that is wanted. */
export async function liftHolds(
  ports: Pick<Ports, 'holds' | 'audit' | 'clock'>,
  act: Pick<LiftAct, 'project' | 'reason'> & {
    readonly caller: { readonly oid: string; readonly emails?: readonly string[] };
  },
): Promise<void> {
  const olga = person('Olga', 91);
  for (const { value } of await ports.holds.at(act.project)) {
    const caller = { name: 'Somebody', emails: [], ...act.caller };
    const asked = { ...act, caller, id: value.id, secondOperator: true };
    const done = await liftHold(ports, asked);
    if (done?.kind === 'waits') await liftHold(ports, { ...asked, caller: { ...olga, emails: [olga.email] } });
  }
}
