import type { Measurement } from '../domain/telemetry/metric.ts';
import type { TraceSpan } from '../domain/telemetry/trace-span.ts';

/**
 * Where it is told how long things took and how much there is of them. Nothing depends on it: whoever tells something never waits and never
 * hears of a failure. It is sent at the end of the invocation.
 */
export interface Telemetry {
  span(span: TraceSpan): void;
  measure(measurement: Measurement): void;
  /** Sends what was told, within a bounded time. What nobody takes is lost; `warn` hears of that at most once a minute. */
  flush(warn: (text: string) => void): Promise<void>;
}
