import { Forbidden, IllegalMove } from '../../../domain/base/errors.ts';
import { type ActVerdict, judgeAct } from '../../../domain/definition/acts-of-two.ts';
import type { ConcernedProject } from '../../../domain/definition/current-definition.ts';
import { onConflictAgain } from '../../../ports/on-conflict-again.ts';
import type { Ports } from '../../../ports/ports.ts';
import type { RemarkStore } from '../../../ports/remarks.ts';
import { keepText } from '../../../use-cases/review/kept-text.ts';
import {
  addressMarks,
  digestOfStep,
  firstBeside,
  type Incident,
  isOver,
  kindOfAct,
  wantsTwo,
  whyNotNow,
} from '../domain/incident.ts';
import type { ActBody } from '../domain/incident-schema.ts';
import { findIncident, writeLines } from './incident-chain.ts';
import { askedLetter } from './letters.ts';
import type { Operator } from './open-incident.ts';
import { concernedBy, requireNoPartIn, tellOperators } from './touched.ts';

export type ActPorts = Pick<Ports, 'audit' | 'projects' | 'clock' | 'mailer' | 'keptMails'> & {
  readonly secondOperator: boolean;
  readonly publicBaseUrl: string;
};

/** `waits`: a second operator has to want it too. */
export interface Acted {
  readonly kind: 'done' | 'waits';
  readonly incident: Incident;
}

/** Throws NotFound, IllegalMove for what cannot be done now, and Forbidden for whoever cannot be the one, the first or the second to do it. */
export async function actOnIncident(ports: ActPorts, caller: Operator, id: string, body: ActBody): Promise<Acted> {
  const { reason, ...asked } = body;
  return await onConflictAgain(async () => {
    const incident = await findIncident(ports.audit, id);
    const now = ports.clock.now();
    const why = whyNotNow(incident, asked, now);
    if (why !== undefined) throw new IllegalMove(why);
    const concerned = await concernedBy(ports, incident.scope);
    const verdict = judge({ incident, asked, caller, concerned, secondOperator: ports.secondOperator }, now);
    if (verdict.kind === 'refused') throw new Forbidden(verdict.why);
    const { act, ...about } = asked;
    const data = { reason, ...about };
    if (verdict.kind === 'agreed') {
      const line = { kind: kindOfAct[act], actor: caller.oid, data: { ...data, ...verdict.marks } };
      await writeLines(ports, incident, [line]);
      return { kind: 'done', incident: await findIncident(ports.audit, id) };
    }
    const wanted = { ...data, act, wanted: digestOfStep(incident, asked), addresses: addressMarks(caller.emails) };
    await writeLines(ports, incident, [{ kind: 'incident.asked', actor: caller.oid, data: wanted }]);
    const letter = await askedLetter(incident, { by: caller, asked, reason }, ports);
    const mail = { id: `${id}.asked.${incident.revision + 1}`, letter, also: caller.emails };
    await tellOperators(ports, incident.scope, mail);
    return { kind: 'waits', incident: await findIncident(ports.audit, id) };
  });
}

interface Wanted {
  readonly incident: Incident;
  readonly asked: Omit<ActBody, 'reason'>;
  readonly caller: Operator;
  readonly concerned: readonly ConcernedProject[];
  readonly secondOperator: boolean;
}

/** Whoever opened it is the first who says that it is one. */
function judge({ incident, asked, caller, concerned, secondOperator }: Wanted, now: Date): ActVerdict {
  if (!wantsTwo(asked, incident)) {
    requireNoPartIn(concerned, caller);
    return { kind: 'agreed', marks: {} };
  }
  const stands = digestOfStep(incident, asked);
  const isConfirm = asked.act === 'confirm';
  const before = isConfirm ? { ...incident, digest: stands } : incident.asked;
  const first = before === null ? undefined : { ...before, by: firstBeside(before, caller), askedAt: before.at };
  const act = isConfirm ? 'incident-confirm' : 'incident';
  return judgeAct({ act, first, stands, seen: stands, concerned, somebody: caller, secondOperator }, now);
}

/** Writes a note: its text stands beside the chain, which stays for ever, and its SHA-256 in it. Throws as an act does. */
export async function noteIncident(
  ports: ActPorts & { readonly remarks: Pick<RemarkStore, 'keep'> },
  caller: Operator,
  id: string,
  text: string,
): Promise<Incident> {
  return await onConflictAgain(async () => {
    const incident = await findIncident(ports.audit, id);
    if (isOver(incident, ports.clock.now())) throw new IllegalMove(`The incident ${id} is over: it takes no note`);
    requireNoPartIn(await concernedBy(ports, incident.scope), caller);
    const note = await keepText(ports.remarks, id, text);
    await writeLines(ports, incident, [{ kind: 'incident.noted', actor: caller.oid, data: { note } }]);
    return await findIncident(ports.audit, id);
  });
}
