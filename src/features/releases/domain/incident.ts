import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { AuditKind } from '../../../domain/audit/audit-kinds.ts';
import type { AuditEvent } from '../../../domain/audit/chain-line.ts';
import { jsonOf } from '../../../domain/base/reading/json-of.ts';
import { digestOfAct } from '../../../domain/base/second-operator.ts';
import { DAY } from '../../../domain/base/time.ts';
import { type IncidentClocks, incidentClocks, usualClocks } from '../../../domain/history/incident-clocks.ts';
import { said } from '../../../domain/history/shared-sentences.ts';
import { addressOf, type Somebody } from '../../../domain/people/people.ts';
import {
  type ActBody,
  type IncidentAct,
  type IncidentState,
  incidentActs,
  type Scope,
  scopeSchema,
  severities,
} from './incident-schema.ts';

export interface Step {
  readonly by: string;
  readonly at: string;
  readonly reason: string;
}

/** What is asked of an incident: a time only for `aware`, a clock only for `notify` and `exempt`. */
export type Asked = Pick<ActBody, 'act' | 'clock' | 'awareAt'>;

/** An incident as its lines tell it. `addresses` are digests, so that whoever asked first is known under another object id too. */
export interface Incident extends Step {
  readonly id: string;
  readonly awareAt: string;
  readonly addresses: string;
  readonly severity: (typeof severities)[number];
  readonly scope: Scope;
  readonly takeBack: boolean;
  readonly confirmed: (Step & { readonly alone: boolean }) | null;
  readonly contained: Step | null;
  readonly closed: Step | null;
  /** As the deployment had them when it was opened, so that no setting moves its end. */
  readonly clocks: IncidentClocks;
  readonly met: ReadonlyMap<string, Step & { readonly exempt: boolean }>;
  readonly asked: (Step & Asked & { readonly digest: string; readonly addresses: string }) | null;
  readonly notes: readonly { readonly by: string; readonly at: string; readonly digest: string }[];
  /** Of which marks of clocks people were told. */
  readonly told: ReadonlySet<string>;
  /** Number of its last line that changed it. */
  readonly revision: number;
}

/** So long an incident that nobody confirms stays, in milliseconds. */
const unconfirmed = DAY;

export const kindOfAct = {
  confirm: 'incident.confirmed',
  contain: 'incident.contained',
  notify: 'incident.notified',
  exempt: 'incident.exempted',
  aware: 'incident.aware',
  close: 'incident.closed',
} as const satisfies Readonly<Record<IncidentAct, AuditKind>>;

/** What the lines of the chain tell, the newest incident first. */
export function incidentsIn(events: Iterable<AuditEvent>): readonly Incident[] {
  const known = new Map<string, Incident>();
  for (const event of events) {
    const [id = '', number = ''] = event.id.split('.');
    const before = known.get(id);
    const after = before === undefined ? opened(id, event) : { ...before, ...change(before, event) };
    if (after === undefined) continue;
    known.set(id, /^\d+$/.test(number) ? { ...after, revision: Number(number) } : after);
  }
  return [...known.values()].toSorted((one, other) => (one.at < other.at ? 1 : -1));
}

const words = (text: string) => text.split(' ').filter(Boolean);

function opened(id: string, { kind, actor: by, at, data }: AuditEvent): Incident | undefined {
  if (kind !== 'incident.opened') return undefined;
  const text = (name: string) => said(data, name);
  const span = Object.fromEntries(['from', 'to'].flatMap((name) => (text(name) === '' ? [] : [[name, text(name)]])));
  const lists = ['projects', 'packages', 'datasets', 'people'].map((name) => [name, words(text(name))]);
  const scope = scopeSchema.safeParse({ ...Object.fromEntries(lists), ...span });
  const severity = z.enum(severities).safeParse(text('severity'));
  const clocks = clocksIn(text('clocks'));
  if (!scope.success || !severity.success || clocks === undefined) return undefined;
  return {
    ...{ id, by, at, reason: text('reason'), awareAt: text('awareAt'), addresses: text('addresses') },
    ...{ severity: severity.data, scope: scope.data, clocks, takeBack: data['takeBack'] === true },
    ...{ confirmed: null, contained: null, closed: null, asked: null, notes: [], revision: 0 },
    ...{ met: new Map(), told: new Set() },
  };
}

/** Lines from before clocks could be set name none. */
function clocksIn(text: string): IncidentClocks | undefined {
  return text === '' ? usualClocks : incidentClocks.safeParse(jsonOf(text)).data;
}

const clockIn = ({ clocks }: Pick<Incident, 'clocks'>, { clock }: AuditEvent['data']) =>
  Object.keys(clocks).find((name) => name === clock);

function change(incident: Incident, { id, kind, actor: by, at, data }: AuditEvent): Partial<Incident> {
  const step = { by, at, reason: said(data, 'reason') };
  const done = { asked: null };
  const clock = clockIn(incident, data);
  if (kind === kindOfAct.confirm) return { ...done, confirmed: { ...step, alone: data['secondOperator'] === 'off' } };
  if (kind === kindOfAct.contain) return { ...done, contained: step };
  if (kind === kindOfAct.close) return { ...done, closed: step };
  if (kind === kindOfAct.aware) return { ...done, awareAt: said(data, 'awareAt') };
  if (kind === 'incident.told') return { told: new Set([...incident.told, id]) };
  if (kind === 'incident.noted') return { notes: [...incident.notes, { by, at, digest: said(data, 'note') }] };
  if (kind === 'incident.asked') return { asked: askedIn(incident, step, data) };
  if (clock === undefined || (kind !== kindOfAct.notify && kind !== kindOfAct.exempt)) return {};
  const exempt = kind === kindOfAct.exempt;
  return { ...done, met: new Map([...incident.met, [clock, { ...step, exempt }]]) };
}

function askedIn(incident: Incident, step: Step, data: AuditEvent['data']): Incident['asked'] {
  const act = incidentActs.find((name) => name === data['act']);
  if (act === undefined) return null;
  const clock = clockIn(incident, data);
  const awareAt = said(data, 'awareAt');
  return {
    ...{ ...step, act, digest: said(data, 'wanted'), addresses: said(data, 'addresses') },
    ...{ ...(clock === undefined ? {} : { clock }), ...(awareAt === '' ? {} : { awareAt }) },
  };
}

/** When it lapses; undefined once it is confirmed. */
export function lapsesAt({ confirmed, at }: Incident): Date | undefined {
  return confirmed === null ? new Date(Date.parse(at) + unconfirmed) : undefined;
}

export function stateOf(incident: Incident, now: Date): IncidentState {
  const { closed, contained, clocks, met } = incident;
  if (closed !== null) return 'closed';
  const lapses = lapsesAt(incident);
  if (lapses !== undefined && now >= lapses) return 'lapsed';
  if (contained === null) return 'open';
  return Object.keys(clocks).every((name) => met.has(name)) ? 'reported' : 'contained';
}

export function isOver(incident: Incident, now: Date): boolean {
  return ['closed', 'lapsed'].includes(stateOf(incident, now));
}

/** Whether two people have said that it is one, and it is not over: then it counts as the second person of a question. */
export function countsAsSecond(incident: Incident, now: Date): boolean {
  return incident.confirmed?.alone === false && !isOver(incident, now);
}

/** Whether two operators have to want it: what ends it, frees from telling others, or gives more time. */
export function wantsTwo({ act, awareAt = '' }: Asked, incident: Incident): boolean {
  return ['confirm', 'exempt', 'close'].includes(act) || (act === 'aware' && awareAt > incident.awareAt);
}

/** Why nobody can do it now, in a sentence; undefined when somebody can. */
export function whyNotNow(incident: Incident, asked: Asked, now: Date): string | undefined {
  const { id, confirmed, contained, clocks, met } = incident;
  const { act, clock, awareAt } = asked;
  const state = stateOf(incident, now);
  if (state === 'closed' || state === 'lapsed') return `The incident ${id} is over: nothing is done to it any more`;
  if (act === 'confirm') return confirmed === null ? undefined : `The incident ${id} is confirmed already`;
  if (act === 'contain') return contained === null ? undefined : `The incident ${id} is contained already`;
  if (act === 'aware') return whyNotAware(incident, awareAt, now);
  if (act !== 'close') {
    if (clock === undefined || !(clock in clocks)) return `Say which clock: ${Object.keys(clocks).join(', ')}`;
    return met.has(clock) ? `The clock ${clock} of the incident ${id} is met already` : undefined;
  }
  if (confirmed === null) return `No second operator has confirmed the incident ${id}`;
  return state === 'reported'
    ? undefined
    : `The incident ${id} is not reported: contain it, and meet each of its clocks`;
}

function whyNotAware({ id, awareAt: before }: Incident, awareAt: string | undefined, now: Date): string | undefined {
  if (awareAt === undefined) return 'Say since when it is known, in "awareAt"';
  if (awareAt > now.toISOString()) return `It cannot be known since ${awareAt}, which is to come`;
  return awareAt === before ? `The incident ${id} is known since ${before} already` : undefined;
}

/** Digest of what two operators have to agree about. Whether it is an incident does not depend on what happens meanwhile. */
export function digestOfStep(
  incident: Pick<Incident, 'id'> & Partial<Incident>,
  { act, clock, awareAt }: Asked,
): string {
  const { id, contained, met = new Map(), notes = [] } = incident;
  if (act === 'confirm') return digestOfAct([id, act]);
  const stands = [incident.awareAt, contained?.at, [...met.keys()].toSorted(), notes.length];
  return digestOfAct([id, act, clock, awareAt, stands]);
}

const markOf = (email: string) => createHash('sha256').update(addressOf(email)).digest('hex').slice(0, 16);

/** Digests of the addresses of somebody: lines that stay for ever hold no address. */
export function addressMarks(emails: readonly string[]): string {
  return emails.map(markOf).join(' ');
}

/** Whoever asked first, with those addresses that they have in common with somebody. */
export function firstBeside({ by, addresses }: Pick<Incident, 'by' | 'addresses'>, somebody: Somebody): Somebody {
  const marks = new Set(words(addresses));
  return { oid: by, emails: somebody.emails.filter((email) => marks.has(markOf(email))) };
}
