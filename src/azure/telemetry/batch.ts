import type { Measurement } from '../../domain/telemetry/metric.ts';
import type { TraceSpan } from '../../domain/telemetry/trace-span.ts';

/** What is sent together. `since`: when the sending before it was. */
export interface Batch {
  readonly spans: readonly TraceSpan[];
  readonly measured: readonly Measured[];
  readonly since: Date;
}

/** A measurement, and when it was told. */
export type Measured = Measurement & { readonly at: Date };

/** A collector that takes the OpenTelemetry protocol over HTTP, without a slash at the end. */
export interface CollectorSettings {
  readonly endpoint: string;
  /** How long it may take to answer. */
  readonly patienceMilliseconds: number;
  /** This process, which must be taken for no other. */
  readonly instance: string;
}
