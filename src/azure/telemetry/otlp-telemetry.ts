import { lazily } from '../../domain/base/reading/lazily.ts';
import { metricFacts } from '../../domain/telemetry/metric.ts';
import type { TraceSpan } from '../../domain/telemetry/trace-span.ts';
import type { Clock } from '../../ports/ports.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import type { Batch, CollectorSettings, Measured } from './batch.ts';

/** A collector that is away for long must not fill the memory. */
const mostKept = 2000;
/** How long a collector that failed is left in peace. */
const pauseMilliseconds = 60_000;
/** How long measurements may wait for others. */
const waitMilliseconds = 60_000;

/**
 * Keeps what is told until it is flushed, and sends each thing once at most. After a failure it sends nothing for a minute, so that a collector
 * that does not answer costs one invocation a minute that time, and the others nothing.
 */
export function otlpTelemetry(collector: CollectorSettings, clock: Clock): Telemetry {
  const kept = new Kept(clock);
  const otlp = lazily(() => import('./otlp.ts'));
  let quietUntil = 0;
  let failures = 0;
  let sending: Promise<void> | undefined;
  const send = async (warn: (text: string) => void): Promise<void> => {
    const batch = kept.take();
    try {
      await (await otlp()).sendBatch(collector, batch);
    } catch (error) {
      quietUntil = clock.now().getTime() + pauseMilliseconds;
      failures += 1;
      warn(lossText(collector.endpoint, error, { ...kept.lost(batch), failures }));
    }
  };
  const start = (warn: (text: string) => void): Promise<void> | undefined => {
    if (!kept.isDue() || clock.now().getTime() < quietUntil) return undefined;
    return send(warn).finally(() => {
      sending = undefined;
    });
  };
  return {
    span: (span) => kept.addSpan(span),
    measure: (measurement) => kept.addMeasured({ ...measurement, at: clock.now() }),
    async flush(warn) {
      // What was told since that sending began is not in it.
      await sending;
      sending ??= start(warn);
      await sending;
    },
  };
}

class Kept {
  readonly #clock: Clock;
  #spans: TraceSpan[] = [];
  #measured: Measured[] = [];
  #since: Date;
  #dropped = { spans: 0, measurements: 0 };

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#since = clock.now();
  }

  addSpan(span: TraceSpan): void {
    if (this.#spans.length < mostKept) this.#spans.push(span);
    else this.#dropped.spans += 1;
  }

  addMeasured(measured: Measured): void {
    if (this.#measured.length < mostKept) this.#measured.push(measured);
    else this.#dropped.measurements += 1;
  }

  isDue(): boolean {
    if (this.#spans.length > 0) return true;
    const oldest = this.#measured[0]?.at ?? this.#clock.now();
    const areOld = this.#clock.now().getTime() - oldest.getTime() >= waitMilliseconds;
    return areOld || this.#measured.some(({ metric }) => !metricFacts(metric).waits);
  }

  take(): Batch {
    const batch = { spans: this.#spans, measured: this.#measured, since: this.#since };
    this.#spans = [];
    this.#measured = [];
    this.#since = this.#clock.now();
    return batch;
  }

  /** How much is lost with that batch, and of what came while nothing could be sent. */
  lost({ spans, measured }: Batch): { readonly spans: number; readonly measurements: number } {
    const dropped = this.#dropped;
    this.#dropped = { spans: 0, measurements: 0 };
    return { spans: dropped.spans + spans.length, measurements: dropped.measurements + measured.length };
  }
}

function lossText(
  endpoint: string,
  error: unknown,
  {
    spans,
    measurements,
    failures,
  }: { readonly spans: number; readonly measurements: number; readonly failures: number },
): string {
  const why = error instanceof Error ? error.message : 'No reason was given';
  return `${endpoint} took no telemetry. ${why}. Up to ${spans} spans and ${measurements} measurements are lost; it is failure ${failures} of this process, which tries again in a minute. Nothing else depends on it.`;
}
