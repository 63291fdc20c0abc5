import { calendarOf } from '../../../src/domain/base/business-calendar.ts';
import { businessDaysBetween } from '../../../src/domain/base/business-time.ts';
import type { Project } from '../../../src/domain/project/project.ts';
import type { Decision } from '../../../src/domain/review/decision.ts';
import { countedApprovals, isQuorum, type Question, type Round } from '../../../src/domain/review/round.ts';
import { operationsOf } from '../acts.ts';
import { projectId } from '../definition.ts';
import type { World } from '../world.ts';
import { type Property, textOf } from './property.ts';

const HOUR = 60 * 60_000;

/** How long after the end of every question a round with enough approvals may be open while services are up. */
const grace = 2 * HOUR;
/** Business days; what clocks of two machines differ by is less. */
const [bound, tolerance] = [3, 0.01];

/** Nothing is approved while a question holds it, its questions hold it three business days in all, and afterwards it goes on. */
export const questionsHoldForTheirTime: Property = {
  what: 'a question holds a release for its time',
  watch({ world, god, broken }) {
    const seen = new Set<string>();
    const awaited = new Set<string>();
    const look = async () => {
      const project = (await god.projects.get(projectId))?.value;
      for (const { id, door } of await operationsOf({ ports: god })) {
        if (door !== 'export') continue;
        const { rounds, decisions } = await god.decisions.read(id);
        for (const { value: round } of rounds) {
          if (round.questions === undefined || project === undefined) continue;
          const key = `${id} ${round.number}`;
          const held = heldIn(round, decisions, project);
          if (held > bound + tolerance) broken(`questions of ${key} may hold it for ${held} business days`);
          const holding = round.questions.filter((one) => isWaitedFor(one, round, decisions));
          if (round.status === 'approved' && !seen.has(`${key} ${round.revision}`) && holding.length > 0)
            broken(`${key} was approved at ${round.closedAt} while a question held it until ${holding[0]?.until}`);
          if (round.status === 'approved') seen.add(`${key} ${round.revision}`);
          if (round.status === 'open')
            lookAgain(key, Math.max(...round.questions.map(({ until }) => Date.parse(until))));
        }
      }
    };
    const lookAgain = (key: string, end: number) => {
      if (awaited.has(`${key} ${end}`)) return;
      awaited.add(`${key} ${end}`);
      const due = async () => {
        const since = Math.max(end, world.calmSince ?? Infinity);
        const now = world.time.now().getTime();
        if (now < since + grace) world.time.at(Number.isFinite(since) ? since + grace : now + 24 * HOUR, run);
        else if (await isLeftOpen(world, key))
          broken(`${key} has its approvals and is open long after its questions ended`);
      };
      const run = () => {
        due().catch((error: unknown) => broken(`${key} could not be looked at: ${textOf(error)}`));
      };
      world.time.at(end + grace, run);
    };
    return {
      concerns: ({ service, operation }) => service === 'table decisions' && !['read', 'query'].includes(operation),
      call: look,
    };
  },
};

/** How many business days the questions may hold the release together, from the rows alone. */
function heldIn({ number, questions = [] }: Round, decisions: readonly Decision[], project: Project): number {
  let days = 0;
  let last = 0;
  for (const { at, until, by } of questions) {
    const decided = decisions.find((one) => one.round === number && one.approver === by)?.at ?? until;
    const from = Math.max(Date.parse(at), last);
    last = Math.max(last, Math.min(Date.parse(until), Date.parse(decided)));
    days += businessDaysBetween(calendarOf(project), new Date(from), new Date(last));
  }
  return days;
}

/** Whether the round, at its end, should still have waited for whoever asked. */
function isWaitedFor({ by, askedSince, until }: Question, round: Round, decisions: readonly Decision[]): boolean {
  const { closedAt = '', deadline, rules, approvers, researchers } = round;
  const isEnded = closedAt >= until || (rules.onDeadline === 'return' && closedAt >= deadline);
  const asked = approvers.find(({ oid, since }) => oid === by && since === askedSince);
  const isAble =
    asked !== undefined && (asked.eligibleUntil === undefined || closedAt.slice(0, 10) <= asked.eligibleUntil);
  const isResearcher = researchers.some(({ oid }) => oid === by);
  const hasDecided = decisions.some(
    (one) => one.round === round.number && one.approver === by && one.askedSince === askedSince,
  );
  return !isEnded && isAble && !isResearcher && !hasDecided;
}

async function isLeftOpen({ god, time }: World, key: string): Promise<boolean> {
  const [id = '', number] = key.split(' ');
  const { rounds, decisions } = await god.decisions.read(id);
  const round = rounds.find(({ value }) => value.number === Number(number))?.value;
  const operation = (await god.register.get({ project: projectId, id }))?.value;
  const isWaiting = operation?.state === 'in-review' && operation.trouble === undefined && round?.status === 'open';
  return isWaiting && isQuorum(round.rules, countedApprovals(round, decisions, time.now()));
}
