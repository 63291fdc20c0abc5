import { latestRound } from '../../src/activities/review/amend-round.ts';
import type { OperationKey } from '../../src/domain/operation/operation.ts';
import { unanswered } from '../../src/domain/review/question.ts';
import { answerQuestion } from '../../src/use-cases/review/answer-question.ts';
import { operationsOf } from './acts.ts';
import { cast } from './definition.ts';
import { tried } from './operators.ts';
import type { World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long whoever asked waits before they decide; some never do. */
export function patienceOf({ draws }: World, name: string): number | 'never' {
  return draws.pick(`${name} waits`, [0, MINUTE, HOUR, DAY, 5 * DAY, 'never']);
}

/** Researchers until `isOver`: they answer what is asked, most of it, some twice at once. */
export async function questionsAreAnswered(world: World, isOver: () => boolean): Promise<void> {
  const { draws, time, god } = world;
  while (!isOver()) {
    await time.sleep(draws.between('answering rest', 1000, draws.pick('answering pace', [MINUTE, 10 * MINUTE])));
    for (const operation of await operationsOf({ ports: god }))
      for (const number of await askedAbout(world, operation)) {
        if (draws.happens('forgets to answer', 0.3)) continue;
        const first = answers(world, operation, number);
        if (draws.happens('answers twice', 0.2)) await answers(world, operation, number);
        await first;
      }
  }
}

/** The questions that nobody has answered; none where rows cannot be read. */
async function askedAbout({ god }: World, { id }: OperationKey): Promise<number[]> {
  const rows = await god.decisions.read(id).catch(() => ({ rounds: [] }));
  const round = latestRound(rows.rounds)?.value;
  return round === undefined ? [] : unanswered(round).map(({ number }) => number);
}

async function answers(world: World, { project, id }: OperationKey, number: number): Promise<void> {
  await tried(world, 'answer', async (app) => {
    const stored = await app.ports.register.get({ project, id });
    if (stored === undefined) return;
    const said = { number, text: 'Because it is so', by: cast.researcher.oid };
    await answerQuestion(app.ports, world.workflows, { operation: stored.value, ...said });
    world.acted('answer');
  });
}
