import { type AuditEvent, parseChainLine } from '../../../src/domain/audit/chain-line.ts';
import { revisionOfMove } from '../../../src/domain/audit/repeated-event.ts';
import { transferSteps } from '../../../src/domain/operation/operation-lists.ts';
import { decisionEvent } from '../../../src/domain/review/decision-event.ts';
import { belongsTo } from '../../../src/domain/transfer/transfer.ts';
import { gather } from '../../domain/sample.ts';
import { projectId } from '../definition.ts';
import { isJustLost, isRunAsked, type Property } from './property.ts';

/** What was told a moment ago may have overtaken the request, and clocks differ. */
const graceMs = 5 * 60_000;

/** Whatever stands in the tables: a run begins only where the audit, or a line that a move still owes to it, knows the operation to be. */
export const runsFollowTheAudit: Property = {
  what: 'a run begins only as the audit tells',
  holdsAnyway: true,
  watch({ world, god, broken }) {
    return {
      concerns: isRunAsked,
      async call({ args: [pipeline, parameters] }) {
        const step = transferSteps.find((one) => one === pipeline);
        const id = String(Object(parameters).operationId);
        const lines = await gather(god.audit.lines(projectId));
        const told = lines.map((line) => parseChainLine(line).event).filter(({ operation }) => operation === id);
        for await (const { value } of god.register.owed(projectId, id))
          if (value.kind === 'line') told.push(value.event);
        const newest = told.filter((event) => revisionOfMove(event.id) !== undefined).at(-1);
        const state = newest?.kind.split('.')[1] ?? 'unknown';
        const now = world.time.now().getTime();
        if (step === undefined || !(belongsTo(step, state) || isRecent(newest, now)))
          broken(`${String(pipeline)} of ${id} was begun, and the audit knows it as ${state}`);
        if (step !== 'export-release' || isJustLost(world)) return;
        const taken = new Set((await god.decisions.read(id)).decisions.map((decision) => decisionEvent(decision).id));
        const against = told.find((event) => speaksAgainst(event, taken) && !isRecent(event, now));
        if (against !== undefined) broken(`${id} was released against the line ${against.id}`);
      },
    };
  },
};

function isRecent(event: AuditEvent | undefined, now: number): boolean {
  return event !== undefined && now - Date.parse(event.at) < graceMs;
}

/** A wish to withdraw, or a decision whose row is gone. */
function speaksAgainst({ id, kind }: AuditEvent, taken: ReadonlySet<string>): boolean {
  return kind === 'export.withdrawal' || (kind === 'decision.recorded' && !taken.has(id));
}
