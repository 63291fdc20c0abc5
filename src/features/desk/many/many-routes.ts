import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { actBodies } from '../../../api/acts.ts';
import { parseOperationId } from '../../../domain/base/door.ts';
import { Refused } from '../../../domain/base/errors.ts';
import { startTimeSlice } from '../../../domain/base/time-slice.ts';
import { actOf, whyNotNow } from '../../../domain/lifecycle/acts.ts';
import { type ChosenRow, digestOfRows, mostOfMany, whyNotAsked } from '../../../domain/lifecycle/many.ts';
import type { Operation, OperationKey } from '../../../domain/operation/operation.ts';
import type { DeskServices } from '../../../functions/desk/visit.ts';
import {
  etagOf,
  noOperation,
  type OperationServices,
  readableOperation,
} from '../../../functions/operation/operations.ts';
import type { Orchestrations } from '../../../ports/workflows.ts';
import { atOnce } from '../../../use-cases/base/at-once.ts';
import { jsonAnswer } from '../../../web/answers.ts';
import { readJson } from '../../../web/body.ts';
import { type Caller, requireRole } from '../../../web/caller.ts';
import { antiForgeryHeader, requireOperatorWrite } from '../../../web/forgery.ts';
import type { Handler, WebRequest } from '../../../web/handler.ts';
import { HttpProblem } from '../../../web/http-problem.ts';
import { describeError } from '../../../web/problem.ts';
import { routeFor } from '../operation/desk-operation.ts';
import { lookBody, type lookedAt, manyBody, type manyDone } from './descriptions.ts';

export type ManyServices = DeskServices & OperationServices;

type Done = z.input<typeof manyDone>;
type Line = Done['lines'][number];

/** So many of them are under way side by side. */
const atATime = 8;
/** Azure ends a request after 230 seconds; the acts that were begun by then and the network have the rest. */
const mostSeconds = 150;

/** POST ops/many/look with an act and rows: which of them it can be asked of, and the digest of these. */
export function lookAtMany(services: ManyServices): Handler {
  return async (request) => {
    const caller = await requireRole(services, request, 'Ops.Reader');
    const body = lookBody.safeParse(await readJson(request));
    if (!body.success)
      throw new Refused(`Send { "act": "…", "rows": [{ "project": "…", "id": "…" }] } with 1 to ${mostOfMany} rows`);
    return jsonAnswer(200, await lookAt(services, caller, body.data));
  };
}

/** What would become of each. */
export async function lookAt(
  services: ManyServices,
  caller: Caller,
  { act, rows }: z.output<typeof lookBody>,
): Promise<z.input<typeof lookedAt>> {
  const once = [...new Map(rows.map((row) => [row.id, row])).values()];
  const seen = await seenBy(services, caller, once);
  const found = once.map((row) => ({ row, ...seen.get(row.id) }));
  const open = found.flatMap(({ operation }) =>
    operation !== undefined && whyNotNow(actOf(act), operation) === undefined ? [operation] : [],
  );
  const closed = found.flatMap(({ row, operation, refusal }) => {
    const why = operation === undefined ? refusal?.said : whyNotNow(actOf(act), operation);
    return why === undefined ? [] : [{ project: row.project, id: row.id, why }];
  });
  const shown = open.map(({ project, id, revision, name, state }) => ({ project, id, revision, name, state }));
  return { act, digest: shown.length === 0 ? null : digestOfRows(shown), rows: shown, closed };
}

interface Seen {
  readonly operation?: Operation;
  readonly refusal?: { readonly code: string; readonly said: string };
}

/** Each as it stands, or why whoever asks may not see it. */
async function seenBy(
  services: ManyServices,
  caller: Caller,
  rows: readonly OperationKey[],
): Promise<ReadonlyMap<string, Seen>> {
  const seen = new Map<string, Seen>();
  await atOnce(atATime, rows, async ({ project, id }) => {
    const params = { project, id };
    try {
      const door = parseOperationId(id)?.door;
      if (door === undefined) throw noOperation({ door: 'ingress', ...params });
      seen.set(id, { operation: await readableOperation(services, { caller, params }, door) });
    } catch (error) {
      seen.set(id, { refusal: refusalOf(error) });
    }
  });
  return seen;
}

function refusalOf(error: unknown): { readonly code: string; readonly said: string } {
  const { status, code, detail } = describeError(error);
  const said = status >= 500 ? 'An unexpected error; look at its page before you ask again.' : detail;
  return { code, said };
}

/**
 * POST ops/many with rows as they were looked at and their digest. Each row is sent on to the route of the act as whoever sent them, so that
 * nothing is asked of it that could not be asked of it alone; a repetition under the same key sends no row twice.
 */
export function actOnMany(services: ManyServices): Handler {
  return async (request, workflows) => {
    const caller = await requireOperatorWrite(services, request);
    const slice = startTimeSlice(services.clock, mostSeconds);
    const asked = readBody(await readJson(request));
    const few = asked.rows.slice(0, mostOfMany + 1);
    const seen = await seenBy(services, caller, few);
    const standing = new Map([...seen].flatMap(([id, { operation }]) => (operation ? [[id, operation]] : [])));
    const refusal = whyNotAsked(asked, standing);
    if (refusal !== undefined) throw new HttpProblem(refusal.code, refusal.why, refusal.problems);
    const lines = new Map<string, Line>();
    const step = async (row: ChosenRow) => {
      lines.set(row.id, await lineOf(services, request, workflows, { asked, row, ...seen.get(row.id) }));
    };
    await atOnce(atATime, asked.rows, step, slice.isOver);
    return jsonAnswer(200, answerOf(asked.rows, lines));
  };
}

function readBody(sent: unknown): z.output<typeof manyBody> {
  const body = manyBody.safeParse(sent);
  if (!body.success)
    throw new Refused(
      'Send { "act": "…", "rows": [{ "project": "…", "id": "…", "revision": 1 }], "digest": "…", "reason": "…" } as ops/many/look answered them. The reason has 1 to 1,000 characters.',
    );
  if (!actBodies[body.data.act].safeParse(rowBody(body.data)).success)
    throw new Refused(
      'Of extend send either "businessDays" from 1 to 60 or "until" as YYYY-MM-DD; of the others neither',
    );
  return body.data;
}

function rowBody({ reason, businessDays, until }: z.output<typeof manyBody>): object {
  return {
    reason,
    ...(businessDays === undefined ? {} : { businessDays }),
    ...(until === undefined ? {} : { until }),
  };
}

interface AskedOfRow extends Seen {
  readonly asked: z.output<typeof manyBody>;
  readonly row: ChosenRow;
}

/** Asks it of one. Never throws: what is refused of one stops no other. */
async function lineOf(
  { sendOn }: ManyServices,
  request: WebRequest,
  workflows: Orchestrations,
  { asked, row: { project, id }, operation, refusal }: AskedOfRow,
): Promise<Line> {
  const refused = (why: { readonly code: string; readonly said: string }) =>
    ({ project, id, outcome: 'refused', ...why }) as const;
  if (operation === undefined) return refused(refusal ?? { code: 'not-found', said: 'It is not there.' });
  const act = actOf(asked.act);
  const closed = whyNotNow(act, operation);
  if (closed !== undefined) return refused({ code: 'illegal-move', said: closed });
  try {
    await sendOn(request, workflows, routeFor(act, operation.door), {
      params: { project, id },
      headers: { 'if-match': etagOf(operation), ...headersOfRow(request, id) },
      body: rowBody(asked),
    });
    return { project, id, outcome: 'done', code: null, said: 'Done.' };
  } catch (error) {
    return refused(refusalOf(error));
  }
}

/** The proof that a page of ours sent it, and a key of its own for each row where all together have one. */
function headersOfRow({ headers }: WebRequest, id: string): Readonly<Record<string, string>> {
  const [token, key] = [headers.get(antiForgeryHeader), headers.get('idempotency-key')];
  return {
    ...(token === null ? {} : { [antiForgeryHeader]: token }),
    ...(key === null
      ? {}
      : {
          'idempotency-key': createHash('sha256')
            .update(JSON.stringify([key, id]))
            .digest('hex'),
        }),
  };
}

function answerOf(rows: readonly ChosenRow[], lines: ReadonlyMap<string, Line>): Done {
  const notReached = { outcome: 'left', code: null, said: 'The time of the request was over; send it again.' } as const;
  const all = rows.map(({ project, id }) => lines.get(id) ?? { project, id, ...notReached });
  const count = (outcome: Line['outcome']) => all.filter((line) => line.outcome === outcome).length;
  const rest = rows.filter(({ id }) => !lines.has(id));
  const left = rest.length === 0 ? null : { digest: digestOfRows(rest), rows: rest };
  return { lines: all, done: count('done'), refused: count('refused'), left };
}
