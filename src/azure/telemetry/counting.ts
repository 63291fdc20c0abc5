import { outcomeOf, outcomeOfRound } from '../../domain/overview/week.ts';
import type { Decision } from '../../domain/review/decision.ts';
import type { Round } from '../../domain/review/round.ts';
import type { DecisionStore, Register } from '../../ports/records.ts';
import type { WeekStore } from '../../ports/stores.ts';

/** The register, which counts each end that an operation comes to. What is not counted for any reason is no reason to fail: the sweep makes up for it. */
export function countingRegister(register: Register, weeks: WeekStore): Register {
  return {
    ...register,
    async move(stored, owed) {
      const written = await register.move(stored, owed);
      const ending = outcomeOf(written.value);
      if (ending) await weeks.count(written.value.project, [ending]).catch(() => undefined);
      return written;
    },
  };
}

/** The rounds, which count each close with what was decided until then. The same holds for what is not counted. */
export function countingDecisions(decisions: DecisionStore, weeks: WeekStore): DecisionStore {
  const countClose = async (round: Round, all?: readonly Decision[]): Promise<void> => {
    const ending = outcomeOfRound(round, all ?? (await decisions.read(round.exportId)).decisions);
    if (ending) await weeks.count(round.project, [ending]);
  };
  const count = async (round: Round, all?: readonly Decision[]): Promise<void> => {
    if (round.status !== 'open') await countClose(round, all).catch(() => undefined);
  };
  return {
    ...decisions,
    async record(decision, round, others) {
      const answer = await decisions.record(decision, round, others);
      if (answer === 'recorded') await count(round.value, others && [...others, decision]);
      return answer;
    },
    async updateRound(round) {
      const stored = await decisions.updateRound(round);
      await count(stored.value);
      return stored;
    },
    async supersede(round, next) {
      await decisions.supersede(round, next);
      await count(round.value);
    },
  };
}
