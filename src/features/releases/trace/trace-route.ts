import { signByReceiptKey } from '../../../activities/lifecycle/receipts.ts';
import { note, systemChain } from '../../../domain/audit/audit-event.ts';
import { eventIn } from '../../../domain/audit/chain-line.ts';
import { Refused } from '../../../domain/base/errors.ts';
import { DAY } from '../../../domain/base/time.ts';
import type { Somebody } from '../../../domain/people/people.ts';
import { everyConcerned, judgeWish, type TwoServices, type TwoVerdict } from '../../../functions/base/wish-of-two.ts';
import { traceWaits } from '../../../pages/notification/project/trace-waits.ts';
import type { AuditLog } from '../../../ports/audit.ts';
import type { HoldStore } from '../../../ports/holds.ts';
import type { Ports } from '../../../ports/ports.ts';
import type { Register } from '../../../ports/records.ts';
import { knownProjects } from '../../../use-cases/project/known-projects.ts';
import { jsonAnswer } from '../../../web/answers.ts';
import { readJson, takeFields } from '../../../web/body.ts';
import type { Caller, CallerCheck } from '../../../web/caller.ts';
import { requireOperatorWrite } from '../../../web/forgery.ts';
import type { Handler } from '../../../web/handler.ts';
import { countsAsSecond } from '../domain/incident.ts';
import {
  digestOfQuestion,
  type FoundFile,
  mostQuestions,
  smallestTraced,
  type Trace,
  traceSchema,
  waysOf,
} from '../domain/trace.ts';
import { findIncident } from '../incidents/incident-chain.ts';
import { requireNoPartIn } from '../incidents/touched.ts';
import { traceBody } from './descriptions.ts';
import { type SearchPorts, searchReleases } from './search-releases.ts';

export type TraceServices = CallerCheck &
  TwoServices &
  SearchPorts &
  Pick<Ports, 'secrets' | 'clock'> & {
    readonly register: Pick<Register, 'projects'>;
    readonly holds: Pick<HoldStore, 'projects'>;
    readonly audit: Pick<AuditLog, 'append' | 'newest' | 'chains' | 'lines'>;
  };

interface Question {
  readonly files: readonly FoundFile[];
  readonly reason: string;
  readonly first?: string | undefined;
  readonly incident?: string | undefined;
}

/**
 * POST ops/trace: which releases held files that were found outside. Two operators ask, so that nobody tries out alone what left; the answer
 * is signed.
 */
export function traceFiles(services: TraceServices): Handler {
  return async (request) => {
    const caller = await requireOperatorWrite(services, request);
    const question = takeFields(traceBody, await readJson(request));
    const asked = await askTrace(services, caller, question);
    return asked.kind === 'waits'
      ? jsonAnswer(202, { waits: asked.first, digest: asked.digest })
      : jsonAnswer(200, { trace: asked.trace, signed: asked.signed });
  };
}

type AnsweredTrace =
  | { readonly kind: 'waits'; readonly first: string; readonly digest: string }
  | { readonly kind: 'answered'; readonly trace: Trace; readonly signed: string };

/**
 * Throws Refused where nothing may be looked for, or too much was today, and Forbidden for whoever takes part in a project. An incident that two
 * confirmed is the second person, and only in it small files are looked for.
 */
export async function askTrace(
  services: TraceServices,
  caller: Pick<Caller, 'oid' | 'name' | 'emails'>,
  question: Question,
): Promise<AnsweredTrace> {
  const { files, reason, incident } = question;
  const smallest = incident === undefined ? smallestTraced : 0;
  if (files.every(({ size }) => size < smallest)) throw new Refused(tooSmall);
  const digest = digestOfQuestion(files);
  const verdict =
    incident === undefined
      ? await judgeQuestion(services, caller, digest, question)
      : await judgeInIncident(services, caller, incident);
  const at = services.clock.now();
  const told = { at, actor: caller.oid, data: { digest, files: files.length, reason } };
  if (verdict.kind === 'waits') {
    const id = `trace.asked.${digest}.${at.getTime()}`;
    await services.audit.append(systemChain, [note(systemChain, { ...told, id, kind: 'trace.asked' })]);
    return { kind: 'waits', first: verdict.first, digest };
  }
  const searched = await searchReleases(services, await knownProjects(services), files, at, smallest);
  const trace: Trace = {
    ...{ kind: 'trace', digest, by: caller.oid, confirmed: verdict.marks, at: at.toISOString() },
    ...{ ...searched, ways: waysOf(files) },
  };
  const found = searched.files.filter(({ result }) => result === 'found').length;
  const data = { ...told.data, ...verdict.marks, found, releases: searched.searched.releases };
  const id = `trace.answered.${digest}.${at.getTime()}`;
  await services.audit.append(systemChain, [note(systemChain, { ...told, id, kind: 'trace.answered', data })]);
  return { kind: 'answered', trace, signed: await signByReceiptKey(services, traceSchema, trace) };
}

async function judgeQuestion(
  services: TraceServices,
  caller: Pick<Caller, 'oid' | 'name' | 'emails'>,
  digest: string,
  { files, reason, first }: Question,
): Promise<TwoVerdict> {
  const letter = async () => {
    await refuseMany(services);
    return await traceWaits({ by: caller, reason, files: files.length }, services);
  };
  return await judgeWish(services, { act: 'trace', purpose: 'trace-first', caller, stands: digest, first, letter });
}

/** Throws Refused for an incident that does not go on, or that no second person confirmed. */
async function judgeInIncident(services: TraceServices, caller: Somebody, id: string): Promise<TwoVerdict> {
  const incident = await findIncident(services.audit, id);
  requireNoPartIn(await everyConcerned(services), caller);
  if (!countsAsSecond(incident, services.clock.now()))
    throw new Refused(
      `Two operators have not confirmed the incident ${id}, or it is over: ask without it, as one of two`,
    );
  await refuseMany(services);
  return { kind: 'agreed', marks: { incident: id } };
}

const tooSmall = `Files below ${smallestTraced} bytes are not looked for: of such a file somebody could guess what it holds, and ask until one is known. In an incident that two operators confirmed they are`;

/** Questions of all operators together, before another wish is sealed or is answered in an incident: what a second brings was counted then. */
async function refuseMany({ audit, clock }: TraceServices): Promise<void> {
  const since = new Date(clock.now().getTime() - DAY).toISOString();
  let asked = 0;
  for await (const line of audit.newest(systemChain)) {
    const event = eventIn(line);
    if (event !== undefined && event.at < since) break;
    if (event?.kind === 'trace.asked' || event?.data['incident'] !== undefined) asked += 1;
  }
  if (asked >= mostQuestions)
    throw new Refused(
      `${mostQuestions} questions were asked in the last 24 hours, which is all that may be: ask tomorrow`,
    );
}
