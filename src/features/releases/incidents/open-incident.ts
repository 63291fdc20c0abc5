import { requireOperation } from '../../../activities/operation/operations.ts';
import { Forbidden, Refused } from '../../../domain/base/errors.ts';
import { digestOfAct } from '../../../domain/base/second-operator.ts';
import { judgeAct } from '../../../domain/definition/acts-of-two.ts';
import type { IncidentClocks } from '../../../domain/history/incident-clocks.ts';
import type { Ports } from '../../../ports/ports.ts';
import type { Identity } from '../../../ports/sign-in.ts';
import type { Workflows } from '../../../ports/workflows.ts';
import type { TakeBackPorts } from '../../../use-cases/operation/take-back-release.ts';
import { addressMarks, type Incident } from '../domain/incident.ts';
import { keyIn, type openBody, touchedBy } from '../domain/incident-schema.ts';
import { type Held, type HoldTouchedPorts, holdTouched, type TakenBack, takeBackNamed } from './hold-touched.ts';
import { findIncident, type IncidentLine, writeLines } from './incident-chain.ts';
import { openedLetter } from './letters.ts';
import { concernedBy, tellOperators } from './touched.ts';

export type OpenPorts = HoldTouchedPorts &
  TakeBackPorts &
  Pick<Ports, 'mailer' | 'keptMails' | 'audit'> & {
    readonly secondOperator: boolean;
    readonly publicBaseUrl: string;
    readonly transferPollSeconds: number;
    readonly incidentClocks: IncidentClocks;
  };

export type Operator = Pick<Identity, 'oid' | 'name' | 'emails'>;
type Opening = ReturnType<(typeof openBody)['parse']>;

export interface Opened {
  readonly incident: Incident;
  readonly holds: readonly Held[];
  readonly takenBack: readonly TakenBack[];
}

/**
 * Opens an incident: its line first, then the holds, what is taken back, and the mails. Throws Refused, NotFound for what it names and is not
 * there, and Forbidden for whoever takes part in a project of it.
 */
export async function openIncident(
  ports: OpenPorts,
  workflows: Workflows,
  caller: Operator,
  opening: Opening,
): Promise<Opened> {
  const now = ports.clock.now();
  const id = `inc_${now.toISOString().slice(0, 10).replaceAll('-', '')}_${digestOfAct([ports.random.uuid()]).slice(0, 8)}`;
  const lines = await linesOf(ports, caller, id, opening);
  await writeLines(ports, { id, revision: -1 }, lines);
  const incident = await findIncident(ports.audit, id);
  const holds = await holdTouched(ports, workflows, incident);
  const takenBack = incident.takeBack
    ? await takeBackNamed(ports, workflows, incident, incident.scope.packages.map(keyIn))
    : [];
  const letter = await openedLetter(incident, caller, ports);
  await tellOperators(ports, incident.scope, { id: `${id}.opened`, letter, also: caller.emails });
  return { incident, holds, takenBack };
}

/** Where there is no second operator it is confirmed at once, and its line says so. */
async function linesOf(
  ports: OpenPorts,
  caller: Operator,
  id: string,
  { scope, severity, reason, takeBack = false, awareAt = ports.clock.now().toISOString() }: Opening,
): Promise<readonly IncidentLine[]> {
  const now = ports.clock.now();
  if (touchedBy(scope).length === 0) throw new Refused('Name a project, a package or a dataset that it is about');
  if (awareAt > now.toISOString()) throw new Refused(`It cannot be known since ${awareAt}, which is to come`);
  const concerned = await concernedBy(ports, scope);
  for (const key of [...scope.packages, ...scope.datasets].map(keyIn)) await requireOperation(ports.register, key);
  const said = { stands: id, seen: id, first: undefined, concerned } as const;
  const { secondOperator, incidentClocks: clocks } = ports;
  const verdict = judgeAct({ act: 'incident-confirm', ...said, somebody: caller, secondOperator }, now);
  if (verdict.kind === 'refused') throw new Forbidden(verdict.why);
  const { projects, packages, datasets, people, from, to } = scope;
  const lists = { projects, packages, datasets, people };
  const data = {
    ...{ severity, reason, takeBack, awareAt, clocks: JSON.stringify(clocks), addresses: addressMarks(caller.emails) },
    ...Object.fromEntries(Object.entries(lists).map(([name, all]) => [name, all.join(' ')])),
    ...{ ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) },
  };
  const actor = caller.oid;
  const alone = verdict.kind === 'agreed' ? [verdict.marks] : [];
  return [
    { kind: 'incident.opened', actor, data },
    ...alone.map((marks): IncidentLine => ({ kind: 'incident.confirmed', actor, data: { reason, ...marks } })),
  ];
}
