import { RecentCache } from '../../domain/base/reading/recent-cache.ts';
import type { Operation, OperationKey } from '../../domain/operation/operation.ts';
import type { Round } from '../../domain/review/round.ts';
import { measureMove } from '../../domain/telemetry/measurements.ts';
import { spanOfRound, spansOfChange } from '../../domain/telemetry/operation-spans.ts';
import type { DecisionStore, Register, Stored } from '../../ports/records.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import { noTelemetry } from './no-telemetry.ts';

/** So many rows are remembered as they were read or written last. Between the two there are a few others at most. */
const rememberedAtMost = 500;

/**
 * The register, which tells what came to an end by each write: of the row that was read and the row that was written under its ETag. So of two
 * that try the same, one tells it, and a repeat tells nothing.
 */
export function tracingRegister(register: Register, telemetry: Telemetry): Register {
  if (telemetry === noTelemetry) return register;
  const seen = new RecentCache<Operation>(rememberedAtMost);
  const remember = <S extends Stored<Operation> | undefined>(stored: S): S => {
    if (stored === undefined) return stored;
    // By its ETag: whoever works on the same row at the same time may have read it before or after.
    seen.keep(keyOf(stored.value, stored.etag), stored.value);
    return stored;
  };
  const tell = (etag: string, written: Stored<Operation>): Stored<Operation> => {
    const before = seen.known(keyOf(written.value, etag));
    remember(written);
    if (before === undefined) return written;
    for (const span of spansOfChange(before, written.value)) telemetry.span(span);
    for (const measurement of measureMove(before, written.value)) telemetry.measure(measurement);
    return written;
  };
  return {
    ...register,
    get: async (key: OperationKey) => remember(await register.get(key)),
    lately: (key: OperationKey) => remember(register.lately(key)),
    update: async (stored) => tell(stored.etag, await register.update(stored)),
    move: async (stored, owed) => tell(stored.etag, await register.move(stored, owed)),
  };
}

function keyOf({ id }: Operation, etag: string): string {
  return `${id} ${etag}`;
}

export function tracingDecisions(decisions: DecisionStore, telemetry: Telemetry): DecisionStore {
  const tell = (round: Round): void => {
    const span = spanOfRound(round);
    if (span !== undefined) telemetry.span(span);
  };
  return {
    ...decisions,
    async record(decision, round, others) {
      const answer = await decisions.record(decision, round, others);
      if (answer === 'recorded') tell(round.value);
      return answer;
    },
    async updateRound(round) {
      const stored = await decisions.updateRound(round);
      tell(stored.value);
      return stored;
    },
    async supersede(round, next) {
      await decisions.supersede(round, next);
      tell(round.value);
    },
  };
}
