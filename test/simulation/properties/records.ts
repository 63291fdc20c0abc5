import { factsOf, rowsFrom } from '../../../src/domain/lifecycle/advance.ts';
import type { Transfer } from '../../../src/domain/operation/operation.ts';
import { verifyProofs } from '../../../src/features/verification/verify-proofs.ts';
import { projectId } from '../definition.ts';
import type { World } from '../world.ts';
import type { Property } from './property.ts';

/** Every move stands in the tables, and an operation ends once. */
export const movesFollowTheTables: Property = {
  what: 'no move outside the tables, and one end',
  watch({ world, broken }) {
    return {
      end({ operations, events }) {
        for (const { id, door, state } of operations) {
          const moves = events.filter(
            ({ operation, data }) =>
              operation === id && typeof data['event'] === 'string' && typeof data['from'] === 'string',
          );
          let before: string | undefined;
          for (const { kind, data } of moves) {
            const to = kind.split('.')[1] ?? '';
            const from = String(data['from']);
            world.moved(`${door} ${from} ${String(data['event'])} ${to}`);
            const row = rowsFrom(door, from).find(({ event, to: wanted }) => event === data['event'] && wanted === to);
            if (row === undefined)
              broken(`${id} went from ${from} to ${to} by ${String(data['event'])}, which no table has`);
            if (before !== undefined && before !== from)
              broken(`${id} was ${before}, and its next move begins at ${from}`);
            before = to;
          }
          if (before !== undefined && before !== state)
            broken(`the audit leaves ${id} at ${before}, and the register says ${state}`);
        }
      },
    };
  },
};

/** Audit, register and receipts agree, line by line and signature by signature. */
export const proofsHold: Property = {
  what: 'the audit verifies and implies the register',
  watch({ god, broken }) {
    return {
      async end({ operations, events }) {
        const { ok, findings, chains, receipts } = await verifyProofs(god);
        if (ok) return;
        // The first definition is put without the line that the route writes, so a project of which nothing came has no chain.
        const isUntouched = operations.length === 0 && events.length === 0;
        const bad = chains.filter((one) => !one.ok && !(isUntouched && one.chain === projectId));
        if (isUntouched && findings.length + bad.length + receipts.bad.length === 0) return;
        broken(`the verification found ${JSON.stringify({ findings, bad, receipts: receipts.bad }).slice(0, 600)}`);
      },
    };
  },
};

/** What was intended has come to an end, and each run that had an effect belongs to one attempt of one step. */
export const effectsAreWrittenDown: Property = {
  what: 'each effect has its intention and its outcome',
  watch({ world, broken }) {
    return {
      end({ operations }) {
        const runs = world.deployment.factory.runs();
        for (const operation of operations) {
          const { id, transfers, state } = operation;
          for (const transfer of transfers) {
            const { step, attempt, closedAt } = transfer;
            if (closedAt === undefined && !factsOf(operation).runs)
              broken(`${step} ${attempt} of ${id}, which is ${state}, has no outcome`);
            if (closedAt !== undefined && copiedLate(transfer, closedAt, runs))
              broken(`a run of ${step} ${attempt} of ${id} copied its list long after the transfer was closed`);
          }
        }
      },
    };
  },
};

/** Milliseconds within which a run that is not shown yet may copy a list that it had read before that was taken away. */
const mostLag = 2 * 60_000;

/** A request that was sent twice starts two runs. One that begins when the transfer is closed must find no list, and copy nothing. */
function copiedLate(
  { parameters: { listPath } }: Transfer,
  closedAt: string,
  runs: ReturnType<World['deployment']['factory']['runs']>,
): boolean {
  return runs.some(
    ({ status, parameters, runEnd }) =>
      listPath !== undefined &&
      status === 'Succeeded' &&
      parameters['listPath'] === listPath &&
      Date.parse(runEnd ?? '') > Date.parse(closedAt) + mostLag,
  );
}

/** Nobody waits any more, nothing is owed, and nobody is untold. */
export const nothingWaits: Property = {
  what: 'nothing waits without an owner',
  watch({ world, god, broken }) {
    return {
      async end({ operations, project }) {
        for (const operation of operations) {
          const { id, state } = operation;
          if (factsOf(operation).runs) broken(`${id} is ${state} for ever`);
          if (operation.trouble !== undefined)
            broken(`${id} is ${state} and still in trouble: ${operation.trouble.message}`);
        }
        for await (const { value } of god.register.owed(project.id))
          broken(`it still owes ${JSON.stringify(value).slice(0, 200)}`);
        for (const one of world.unended()) broken(`the orchestration ${one} runs for ever`);
      },
    };
  },
};
