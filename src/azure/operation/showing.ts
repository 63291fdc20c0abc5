import { RecentCache } from '../../domain/base/reading/recent-cache.ts';
import { factsOf } from '../../domain/lifecycle/advance.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { shownOf, shownRound } from '../../domain/overview/shown.ts';
import type { Decision } from '../../domain/review/decision.ts';
import type { Round } from '../../domain/review/round.ts';
import type { OverviewStore } from '../../ports/overview.ts';
import type { DecisionStore, Register } from '../../ports/records.ts';

/** So many operations are remembered as they were shown last, so that what the dashboard does not show costs no request. */
const rememberedAtMost = 5000;

/** The register, which shows each operation that it writes. What is not shown for any reason is no reason to fail: the sweep repairs it. */
export function showingRegister(register: Register, overview: OverviewStore): Register {
  const recent = new RecentCache<string>(rememberedAtMost);
  const show = async (operation: Operation): Promise<void> => {
    const shown = shownOf(operation);
    const text = JSON.stringify(shown);
    if (recent.known(shown.id) === text) return;
    await (factsOf(operation).open ? overview.show(shown) : overview.end(shown));
    recent.keep(shown.id, text);
  };
  const showing = (operation: Operation): Promise<void> => show(operation).catch(() => undefined);
  return {
    ...register,
    async open(operation, ...rest) {
      const answer = await register.open(operation, ...rest);
      if (answer.opened) await showing(operation);
      return answer;
    },
    async update(stored) {
      const written = await register.update(stored);
      // What is found by a check is shown by the move that ends it.
      if (written.value.state !== 'checking') await showing(written.value);
      return written;
    },
    async move(stored, pending) {
      const written = await register.move(stored, pending);
      await showing(written.value);
      return written;
    },
    async restore(operation, etag) {
      await register.restore(operation, etag);
      await showing(operation);
    },
  };
}

/** The rounds, which show who has decided. The same holds for what is not shown. */
export function showingDecisions(decisions: DecisionStore, overview: OverviewStore): DecisionStore {
  const showWith = (round: Round, all: readonly Decision[]) =>
    overview.showRound(round.exportId, shownRound(round, all)).catch(() => undefined);
  const show = async (exportId: string): Promise<void> => {
    const { rounds, decisions: all } = await decisions.read(exportId);
    const newest = rounds.map(({ value }) => value).toSorted((one, other) => other.number - one.number)[0];
    if (newest) await overview.showRound(exportId, shownRound(newest, all));
  };
  const showing = (exportId: string) => show(exportId).catch(() => undefined);
  // A closed round is over: what its package does next is shown.
  return {
    ...decisions,
    async openRound(round) {
      const stored = await decisions.openRound(round);
      await (stored.value === round ? showWith(round, []) : showing(round.exportId));
      return stored;
    },
    async record(decision, round, others) {
      const answer = await decisions.record(decision, round, others);
      if (answer === 'recorded' && round.value.status === 'open')
        await (others === undefined ? showing(decision.exportId) : showWith(round.value, [...others, decision]));
      return answer;
    },
    async updateRound(round) {
      const stored = await decisions.updateRound(round);
      if (stored.value.status === 'open') await showing(stored.value.exportId);
      return stored;
    },
    async supersede(round, next) {
      await decisions.supersede(round, next);
      await showWith(next, []);
    },
  };
}
