import { messageOf } from '../../domain/base/errors.ts';
import type { Workflows } from '../../ports/workflows.ts';
import { inOrder } from '../../use-cases/base/in-order.ts';
import { askAccess } from './ask-access.ts';
import { askDefinitions } from './ask-definitions.ts';
import { askPeople } from './ask-people.ts';
import { askRoom } from './ask-room.ts';
import { askRunning } from './ask-running.ts';
import { askServices } from './ask-services.ts';
import { askSettings } from './ask-settings.ts';
import type { CheckVerdict } from './domain/check.ts';
import { type Check, type CheckId, checks } from './domain/checks.ts';
import { type DoctorReport, failed, lineOfCheck, reportOf } from './domain/report.ts';
import { type DoctorPorts, lookOnce, type Question } from './look.ts';

export type { DoctorPorts } from './look.ts';

/** Checks at a time: enough that one that hangs holds up few, and few enough for a small app. */
const atOnceOfChecks = 8;

/**
 * Asks after everything that a deployment rests on, changes nothing and reads no research data. What fails or takes longer than so many
 * milliseconds is a verdict like any other.
 */
export async function runDoctor(ports: DoctorPorts, workflows: Workflows, patienceMs = 10_000): Promise<DoctorReport> {
  const look = lookOnce(ports);
  const questions: Readonly<Record<CheckId, Question>> = {
    ...askSettings(ports),
    ...askAccess(ports),
    ...askRoom(ports),
    ...askServices(ports, look),
    ...askDefinitions(ports, look),
    ...askPeople(ports, look),
    ...askRunning(ports, look, workflows),
  };
  const known = new Map<string, Question>(Object.entries(questions));
  const lines = await inOrder(atOnceOfChecks, checks, async (check) =>
    lineOfCheck(check, await answerTo(check, known.get(check.id), patienceMs)),
  );
  return reportOf(lines, ports.clock.now());
}

async function answerTo(check: Check, question: Question | undefined, patienceMs: number): Promise<CheckVerdict> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<CheckVerdict>((resolve) => {
    timer = setTimeout(() => resolve(failed(check, `no answer within ${patienceMs / 1000} seconds`)), patienceMs);
  });
  const answer = (async () => await question?.())()
    .then((verdict) => verdict ?? failed(check, 'nobody asks it'))
    .catch((error: unknown) => failed(check, messageOf(error)));
  return await Promise.race([answer, late]).finally(() => clearTimeout(timer));
}
