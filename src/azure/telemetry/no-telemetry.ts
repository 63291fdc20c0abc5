import type { Telemetry } from '../../ports/telemetry.ts';

/** What a deployment has that names no collector: nothing is kept and nothing is sent. */
export const noTelemetry: Telemetry = {
  span: () => undefined,
  measure: () => undefined,
  flush: async () => undefined,
};
