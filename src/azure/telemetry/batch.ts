import type { Measurement } from '../../domain/telemetry/metric.ts';
import type { TraceSpan } from '../../domain/telemetry/trace-span.ts';

/** `since`: when the sending before it was. */
export interface Batch {
  readonly spans: readonly TraceSpan[];
  readonly measured: readonly Measured[];
  readonly since: Date;
}

export type Measured = Measurement & { readonly at: Date };

/** A collector that takes the OpenTelemetry protocol over HTTP, without a slash at the end. */
export interface CollectorSettings {
  readonly endpoint: string;
  readonly patienceMilliseconds: number;
  /** This process, which must be taken for no other. */
  readonly instance: string;
}
