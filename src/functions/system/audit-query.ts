import { ReadableStream } from 'node:stream/web';
import { z } from 'zod';
import { auditQuery } from '../../api/audit.ts';
import type { AuditFormat } from '../../domain/audit/audit-query.ts';
import type { AuditEvent } from '../../domain/audit/chain-line.ts';
import { Refused } from '../../domain/base/errors.ts';
import { auditSentence } from '../../domain/history/audit-sentence.ts';
import { spanOf } from '../../domain/operation/list-query.ts';
import type { Somebody } from '../../domain/people/people.ts';
import { type AuditPlace, auditPlace } from '../../use-cases/audit/audit-stream.ts';
import { type AuditAsked, type AuditQueryPorts, queryAudit } from '../../use-cases/audit/query-audit.ts';
import { type NamesPorts, readNames } from '../../use-cases/people/known-names.ts';
import { accepts, queryOf } from '../../web/asked.ts';
import { type CallerCheck, requireRole } from '../../web/caller.ts';
import type { Handler, WebRequest } from '../../web/handler.ts';

export type AuditQueryServices = CallerCheck & AuditQueryPorts & NamesPorts;

/** Azure ends a request after 230 seconds; what is written then has to go out, too. */
const millisecondsAtMost = 150_000;
const dayInSeconds = 24 * 60 * 60;

const types = {
  jsonl: { 'content-type': 'application/x-ndjson; charset=utf-8' },
  csv: {
    'content-type': 'text/csv; charset=utf-8; header=present',
    'content-disposition': 'attachment; filename="audit.csv"',
  },
} as const;

/**
 * GET ops/audit: the events that fit the parameters, one on each line as JSON, or as CSV with `Accept: text/csv` or `?format=csv`. An answer that ends with a
 * `continuation` is not the whole: the same request with it goes on there.
 */
export function askAudit(services: AuditQueryServices): Handler {
  return async (request) => {
    const caller = await requireRole(services, request, 'Ops.Reader');
    const { format = formatOf(request), ...query } = queryOf(request, auditQuery);
    const pieces = await auditText(services, caller, query, format);
    const headers = { ...types[format], 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
    return { status: 200, headers, body: ReadableStream.from(encoded(pieces)) };
  };
}

/** The answer in pieces of text, each of whole lines. Throws Forbidden, NotFound and Refused before the first piece. */
export async function auditText(
  services: Omit<AuditQueryServices, 'tokens'>,
  caller: Somebody,
  { since: from, until: to, limit, continuation, ...query }: Omit<z.output<typeof auditQuery>, 'format'>,
  format: AuditFormat,
): Promise<AsyncIterable<string>> {
  const asked: AuditAsked = { ...query, ...spanOf({ since: from, until: to }) };
  const end = services.clock.now().getTime() + millisecondsAtMost;
  const place = await openPlace(services, asked, continuation);
  return await queryAudit(services, caller, asked, {
    format,
    ...(format === 'csv' ? await inWords(services) : {}),
    ...(limit === undefined ? {} : { limit }),
    ...(place === undefined ? {} : { from: place }),
    isOver: () => services.clock.now().getTime() > end,
    continuationAt: (at) => services.sealer.seal('audit', { asked: JSON.stringify(asked), place: at }, dayInSeconds),
  });
}

/** Says who did what, by name. */
async function inWords(ports: NamesPorts) {
  const names = await readNames(ports);
  return { inWords: (event: AuditEvent) => auditSentence(event, names) };
}

function formatOf(request: WebRequest): AuditFormat {
  return accepts(request, 'text/csv') ? 'csv' : 'jsonl';
}

const sealed = z.strictObject({ asked: z.string(), place: auditPlace });

async function openPlace(
  { sealer }: Pick<AuditQueryServices, 'sealer'>,
  asked: AuditAsked,
  continuation: string | undefined,
): Promise<AuditPlace | undefined> {
  if (continuation === undefined) return undefined;
  const opened = sealed.safeParse(await sealer.open('audit', continuation));
  if (!opened.success)
    throw new Refused('The audit did not give that continuation in the last 24 hours: start again without it');
  if (opened.data.asked === JSON.stringify(asked)) return opened.data.place;
  throw new Refused(
    'The continuation belongs to a question with other filters: send the same ones, or start again without it',
  );
}

async function* encoded(pieces: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  for await (const piece of pieces) yield Buffer.from(piece);
}
