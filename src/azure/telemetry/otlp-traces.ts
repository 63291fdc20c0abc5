import { createHash } from 'node:crypto';
import type { TraceSpan } from '../../domain/telemetry/trace-span.ts';
import type { Batch } from './batch.ts';
import { keyValues, nanoseconds, resourceOf, scope } from './otlp-values.ts';

/** `SPAN_KIND_INTERNAL` and `STATUS_CODE_ERROR` of the protocol. */
const internal = 1;
const statusOfFailure = { code: 2 };

/** The body of a request to `/v1/traces`, in the JSON form of the protocol. */
export function tracesRequest(instance: string, { spans }: Pick<Batch, 'spans'>) {
  return {
    resourceSpans: [{ resource: resourceOf(instance), scopeSpans: [{ scope, spans: spans.map(spanOf) }] }],
  };
}

function spanOf({ trace, id, parent, name, start, end, failed, attributes }: TraceSpan) {
  const began = Date.parse(start);
  return {
    traceId: hexOf(trace, 16),
    spanId: hexOf(id, 8),
    ...(parent === undefined ? {} : { parentSpanId: hexOf(parent, 8) }),
    name,
    kind: internal,
    startTimeUnixNano: nanoseconds(began),
    // Times of the services that a row quotes may be a little apart.
    endTimeUnixNano: nanoseconds(Math.max(began, Date.parse(end))),
    attributes: keyValues(attributes),
    status: failed ? statusOfFailure : {},
  };
}

/** So many bytes that stand for one of our ids, the same each time. */
function hexOf(id: string, bytes: number): string {
  return createHash('sha256')
    .update(id)
    .digest('hex')
    .slice(0, 2 * bytes);
}
