import { z } from 'zod';
import { type LocalReply, type LocalRequest, type RunningServer, serve } from './server.ts';

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`));
const nanoseconds = z.string().regex(/^\d{19}$/);
const attributes = z
  .array(
    z.strictObject({
      key: z.string(),
      value: z.union([
        z.strictObject({ stringValue: z.string() }),
        z.strictObject({ boolValue: z.boolean() }),
        z.strictObject({ intValue: z.int() }),
        z.strictObject({ doubleValue: z.number() }),
      ]),
    }),
  )
  .transform((list) => Object.fromEntries(list.map(({ key, value }) => [key, Object.values(value)[0]])));
const resource = z.strictObject({ attributes });
const scope = z.strictObject({ name: z.string(), version: z.string() });
const span = z.strictObject({
  traceId: hex(16),
  spanId: hex(8),
  parentSpanId: hex(8).exactOptional(),
  name: z.string(),
  kind: z.int().min(1).max(5),
  startTimeUnixNano: nanoseconds,
  endTimeUnixNano: nanoseconds,
  attributes,
  status: z.strictObject({ code: z.int().min(0).max(2).exactOptional() }),
});
const times = { attributes, startTimeUnixNano: nanoseconds, timeUnixNano: nanoseconds };
const numbers = z.array(z.strictObject({ ...times, asDouble: z.number() }));
const classes = z.array(
  z.strictObject({
    ...times,
    ...{ bucketCounts: z.array(z.int()), explicitBounds: z.array(z.number()) },
    ...{ count: z.int(), sum: z.number(), min: z.number(), max: z.number() },
  }),
);
const delta = z.literal(1);
const metric = z.strictObject({
  name: z.string(),
  description: z.string(),
  unit: z.string(),
  gauge: z.strictObject({ dataPoints: numbers }).exactOptional(),
  sum: z.strictObject({ aggregationTemporality: delta, isMonotonic: z.boolean(), dataPoints: numbers }).exactOptional(),
  histogram: z.strictObject({ aggregationTemporality: delta, dataPoints: classes }).exactOptional(),
});
const traces = z.strictObject({
  resourceSpans: z.array(
    z.strictObject({ resource, scopeSpans: z.array(z.strictObject({ scope, spans: z.array(span) })) }),
  ),
});
const metrics = z.strictObject({
  resourceMetrics: z.array(
    z.strictObject({ resource, scopeMetrics: z.array(z.strictObject({ scope, metrics: z.array(metric) })) }),
  ),
});

export type CollectedSpan = z.output<typeof span>;
type CollectedMetric = z.output<typeof metric>;

/** What came to a collector, oldest first. */
export interface Collected {
  readonly spans: readonly CollectedSpan[];
  readonly metrics: readonly CollectedMetric[];
}

export interface RunningCollector extends RunningServer {
  readonly collected: Collected;
}

/** Older ones are forgotten: this is for looking at, not for keeping. */
const mostKept = 10_000;

/**
 * Starts a collector that takes spans and metrics by the OpenTelemetry protocol, as JSON over HTTP, and refuses everything else. It shows the
 * spans as trees on one page, and gives all of it as JSON under /collected.
 */
export async function startCollector(options: {
  readonly port: number;
  readonly tls?: { readonly key: string; readonly cert: string };
}): Promise<RunningCollector> {
  const collected: { spans: CollectedSpan[]; metrics: CollectedMetric[] } = { spans: [], metrics: [] };
  const keep = <T>(list: T[], more: readonly T[]): LocalReply => {
    list.push(...more);
    list.splice(0, list.length - mostKept);
    return { status: 200, body: { partialSuccess: {} } };
  };
  const handle = async (request: LocalRequest): Promise<LocalReply> => {
    const { method, url, headers } = request;
    if (method === 'GET' && url.pathname === '/') return text(200, treesOf(collected.spans));
    if (method === 'GET' && url.pathname === '/collected') return { status: 200, body: collected };
    if (method !== 'POST') return text(405, 'Only POST is taken here.');
    if (headers['content-type'] !== 'application/json') return text(415, 'Only application/json is taken here.');
    const body: unknown = JSON.parse((await request.body()).toString('utf8'));
    if (url.pathname === '/v1/traces') {
      const read = traces.safeParse(body);
      if (!read.success) return text(400, z.prettifyError(read.error));
      return keep(
        collected.spans,
        read.data.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans)),
      );
    }
    if (url.pathname !== '/v1/metrics') return text(404, 'Spans go to /v1/traces, metrics to /v1/metrics.');
    const read = metrics.safeParse(body);
    if (!read.success) return text(400, z.prettifyError(read.error));
    const all = read.data.resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((one) => one.metrics));
    return keep(collected.metrics, all);
  };
  return { ...(await serve({ ...options, handle })), collected };
}

/** The spans as trees, one line a span: its name, how long it took and how it ended. */
export function treesOf(spans: readonly CollectedSpan[]): string {
  const byParent = Map.groupBy(spans, ({ parentSpanId = '' }) => parentSpanId);
  const known = new Set(spans.map(({ spanId }) => spanId));
  // What hangs under a span that has not ended yet stands at the margin.
  const tops = spans.filter(({ parentSpanId }) => parentSpanId === undefined || !known.has(parentSpanId));
  const linesOf = (one: CollectedSpan, depth: number): string[] => [
    `${'  '.repeat(depth)}${one.name} ${secondsOf(one)} s${one.status.code === 2 ? ', failed' : ''}${outcomeOf(one)}`,
    ...inOrder(byParent.get(one.spanId) ?? []).flatMap((child) => linesOf(child, depth + 1)),
  ];
  return inOrder(tops)
    .flatMap((top) => linesOf(top, 0))
    .map((line) => `${line}\n`)
    .join('');
}

function inOrder(spans: readonly CollectedSpan[]): CollectedSpan[] {
  return spans.toSorted((one, other) => (one.startTimeUnixNano < other.startTimeUnixNano ? -1 : 1));
}

function outcomeOf({ attributes }: CollectedSpan): string {
  const outcome = attributes['sallyport.outcome'];
  return outcome === undefined ? '' : ` → ${outcome}`;
}

function secondsOf({ startTimeUnixNano, endTimeUnixNano }: CollectedSpan): number {
  return Number((BigInt(endTimeUnixNano) - BigInt(startTimeUnixNano)) / 1_000_000n) / 1000;
}

function text(status: number, body: string): LocalReply {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}
