import type { CheckVerdict } from '../domain/doctor/check.ts';
import { type Check, type CheckId, checks } from '../domain/doctor/checks.ts';
import { type DoctorReport, failed, lineOfCheck, reportOf } from '../domain/doctor/report.ts';
import { messageOf } from '../domain/errors.ts';
import type { Workflows } from '../ports/workflows.ts';
import { askAccess } from './doctor/ask-access.ts';
import { askDefinitions } from './doctor/ask-definitions.ts';
import { askPeople } from './doctor/ask-people.ts';
import { askRoom } from './doctor/ask-room.ts';
import { askRunning } from './doctor/ask-running.ts';
import { askServices } from './doctor/ask-services.ts';
import { askSettings } from './doctor/ask-settings.ts';
import { type DoctorPorts, lookOnce, type Question } from './doctor/look.ts';
import { inOrder } from './in-order.ts';

export type { DoctorPorts } from './doctor/look.ts';

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
