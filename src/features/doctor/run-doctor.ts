import { messageOf } from '../../domain/base/errors.ts';
import type { Workflows } from '../../ports/workflows.ts';
import { inOrder } from '../../use-cases/base/in-order.ts';
import { askAccess } from './ask-access.ts';
import { askEach } from './ask-each.ts';
import { askRunning } from './ask-running.ts';
import { askServices } from './ask-services.ts';
import { judgeAnswered, judgeReading } from './domain/access-checks.ts';
import type { CheckVerdict } from './domain/check.ts';
import { type Check, type CheckId, checks } from './domain/checks.ts';
import {
  channelSecrets,
  type definitionChecks,
  judgeChannels,
  judgeContexts,
  judgeDefinitions,
  judgeImages,
  judgeScans,
  judgeViewing,
} from './domain/definition-checks.ts';
import {
  judgeAccess,
  judgeAvailability,
  judgeEligibility,
  judgeGroupsAgree,
  judgeGroupsDiffer,
  judgeOperators,
  judgeQuorum,
  judgeTwo,
  type peopleChecks,
} from './domain/people-checks.ts';
import { type CheckLine, type DoctorReport, failed, lineOfCheck, reportOf } from './domain/report.ts';
import {
  judgeConsent,
  judgeRoomAddress,
  judgeRoomInside,
  judgeWithoutRoom,
  type roomChecks,
} from './domain/room-checks.ts';
import {
  judgeAccounts,
  judgeBaseUrl,
  judgeChallenge,
  judgeCode,
  judgeGroupsClaim,
  judgeLeftOut,
  judgeMailSecurity,
  judgeScannedDoors,
  judgeSecondOperator,
  judgeTicks,
  judgeVersions,
  type settingsChecks,
} from './domain/settings-checks.ts';
import { type DoctorPorts, type Look, lookOnce, type Question } from './look.ts';
import type { RoomPlace } from './probes.ts';

export type { DoctorPorts } from './look.ts';

/** Checks at a time: enough that one that hangs holds up few, and few enough for a small app. */
const atOnceOfChecks = 8;
const usualPatienceMs = 10_000;

/**
 * Asks after everything that a deployment rests on, changes nothing and reads no research data. What fails or takes longer than so many
 * milliseconds is a verdict like any other. `answered` gets each line as it comes.
 */
export async function runDoctor(
  ports: DoctorPorts,
  workflows: Pick<Workflows, 'wake'>,
  patienceMs = usualPatienceMs,
  answered: (line: CheckLine) => void = () => undefined,
): Promise<DoctorReport> {
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
  const lines = await inOrder(atOnceOfChecks, checks, async (check) => {
    const line = lineOfCheck(check, await answerTo(check, known.get(check.id), patienceMs));
    answered(line);
    return line;
  });
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

const secretsAtOnce = 8;

function askDefinitions(
  { doctor: { deployment }, secrets }: DoctorPorts,
  look: Look,
): Record<keyof typeof definitionChecks, Question> {
  const unfinished = async () => (await look.definitions()).unfinished;
  return {
    'definitions-readable': async () => {
      const { accepted, refused } = await look.definitions();
      return judgeDefinitions(accepted.length, refused);
    },
    'scans-possible': async () => judgeScans(await unfinished(), deployment),
    'viewing-possible': async () => judgeViewing(await unfinished(), deployment),
    'images-known': async () => judgeImages(await unfinished(), deployment),
    'contexts-protected': async () => judgeContexts(await unfinished()),
    'channels-known': async () => {
      const projects = await unfinished();
      const names = [...new Set(projects.flatMap(channelSecrets))];
      const missing = await inOrder(secretsAtOnce, names, async (name) => {
        const why = await secrets.get(name).then(() => undefined, messageOf);
        return [name, why] as const;
      });
      return judgeChannels(projects, new Map(missing));
    },
  };
}

function askPeople(
  { doctor: { deployment }, absences, clock }: DoctorPorts,
  look: Look,
): Record<keyof typeof peopleChecks, Question> {
  const { groupsClaim } = deployment;
  const unfinished = async () => (await look.definitions()).unfinished;
  return {
    'access-deployed': async () => judgeAccess(await unfinished(), groupsClaim),
    'groups-apart': () => judgeGroupsDiffer(groupsClaim),
    'groups-agree': async () => judgeGroupsAgree(await look.events(), clock.now()),
    'quorum-reachable': async () => judgeQuorum(await unfinished(), clock.now()),
    'eligibility-lasts': async () => judgeEligibility(await unfinished(), clock.now()),
    'approvers-there': async () => judgeAvailability(await unfinished(), await absences.list(), clock.now()),
    'two-operators': async () => judgeOperators(await look.events()),
    'two-for-each-project': async () => judgeTwo(await unfinished(), await look.events(), deployment),
  };
}

/** Where the control plane asks the reading room and is answered. */
const listed: readonly RoomPlace[] = ['inspections', 'evidence', 'views'];
/** Evidence alone is for the control plane to read. */
const closed: readonly RoomPlace[] = ['inspections', 'places', 'views'];

/** What the control plane can tell of the reading room; nothing is asked where there is none. */
function askRoom({ doctor: { probes, deployment } }: DoctorPorts): Record<keyof typeof roomChecks, Question> {
  const where =
    (ask: Question): Question =>
    () =>
      judgeWithoutRoom(deployment) ?? ask();
  return {
    'room-address': where(() => judgeRoomAddress(deployment)),
    'room-asked': where(async () => judgeAnswered(await askEach(listed, (place) => probes.list(place)))),
    'room-places-closed': where(async () => {
      const ask = async (place: RoomPlace) => [place, await probes.mayRead(place)] as const;
      return judgeReading(new Map(await inOrder(closed.length, closed, ask)));
    }),
    'room-inside': where(() => judgeRoomInside(deployment)),
    'reading-room': where(() => judgeConsent()),
  };
}

/** The settings are at hand: nobody is asked. */
function askSettings({ doctor: { deployment }, code }: DoctorPorts): Record<keyof typeof settingsChecks, Question> {
  return {
    'accounts-apart': () => judgeAccounts(deployment),
    'base-url': () => judgeBaseUrl(deployment),
    'vault-challenge': () => judgeChallenge(deployment),
    'mail-security': () => judgeMailSecurity(deployment),
    'second-operator': () => judgeSecondOperator(deployment),
    'groups-claim': () => judgeGroupsClaim(deployment),
    'doors-scanned': () => judgeScannedDoors(deployment),
    'left-out': () => judgeLeftOut(deployment),
    ticks: () => judgeTicks(deployment),
    versions: () => judgeVersions(deployment),
    'code-sent': async () => judgeCode(deployment, await code.bundle()),
  };
}
