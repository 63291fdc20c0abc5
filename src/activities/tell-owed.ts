import { doorFacts } from '../domain/door.ts';
import { messageOf } from '../domain/errors.ts';
import type { Operation, OperationKey } from '../domain/operation.ts';
import { endOfTelling, isDue, isHopeless, type Occasion, type OwedTelling, triedAgain } from '../domain/owed.ts';
import { addressesOnce } from '../domain/people.ts';
import type { Person, Project } from '../domain/project.ts';
import { countedDecisions, isReachable, type Round } from '../domain/round.ts';
import { copyToClose } from '../pages/mails/copy-to-close.ts';
import { datasetAvailable } from '../pages/mails/dataset-available.ts';
import type { Letter } from '../pages/mails/letter.ts';
import { operationFailed } from '../pages/mails/operation-failed.ts';
import { packageReleased } from '../pages/mails/package-released.ts';
import { packageReturned } from '../pages/mails/package-returned.ts';
import { packageRevoked } from '../pages/mails/package-revoked.ts';
import { packageWithdrawn } from '../pages/mails/package-withdrawn.ts';
import { reviewExpired } from '../pages/mails/review-expired.ts';
import { uploadRejected } from '../pages/mails/upload-rejected.ts';
import type { ReviewOutcome } from '../pages/notice.ts';
import type { Ports } from '../ports/ports.ts';
import { ConflictError, type Stored } from '../ports/records.ts';
import { deliverAll, type MailPorts, recordGivenUp } from './deliver.ts';
import { requireOperation, requireProject } from './operations.ts';
import type { FlowSettings } from './settings.ts';
import { writeNotice } from './write-notice.ts';

type TellPorts = MailPorts & Pick<Ports, 'register' | 'projects' | 'decisions' | 'notices'>;
type TellSettings = Pick<FlowSettings, 'publicBaseUrl'> & { readonly mailsUntil?: Date };

/**
 * Sends the mails that the moves of an operation owe, as far as they are due, and gives how many people were not reached. What could not
 * be sent stays in the register and is tried again by the sweep, for seven days; then the audit says who was never reached, and the row
 * stays for people to see. A failure of any service counts as not reached: it must not hold up the flow. Each telling is claimed before
 * it is sent, so that the flow and a sweep at the same instant send it once.
 */
export async function tellOwed(
  ports: TellPorts,
  settings: TellSettings,
  key: OperationKey,
): Promise<{ readonly unsent: number }> {
  let unsent = 0;
  for await (const { value, etag } of ports.register.owed(key.project, key.id)) {
    if (value.kind !== 'telling' || !isDue(value, ports.clock.now())) continue;
    const claimed = await write(ports, { value: triedAgain(value, 'It was begun', ports.clock.now()), etag });
    if (claimed !== undefined && (await tellOne(ports, settings, claimed)) !== undefined) unsent += 1;
  }
  return { unsent };
}

/** Tells, and settles the telling or writes down the try; gives the first reason why somebody was not reached. */
async function tellOne(
  ports: TellPorts,
  settings: TellSettings,
  telling: Stored<OwedTelling>,
): Promise<string | undefined> {
  let noticed = telling;
  let outcome: Told;
  try {
    const { project, operation: id } = telling.value;
    const { value: operation } = await requireOperation(ports.register, { project, id });
    const review = await outcomeOf(ports, operation);
    noticed = await writeNotice(ports, operation, review, telling);
    outcome = await mailAll(ports, settings, { operation, outcome: review, telling: noticed.value });
    if (outcome.reason === undefined) await endTelling(ports, noticed.value, outcome.people);
  } catch (error) {
    outcome = { people: 0, reason: messageOf(error) };
  }
  const { reason } = outcome;
  if (reason !== undefined) await write(ports, { ...noticed, value: failed(noticed.value, reason, ports.clock.now()) });
  return reason;
}

/** How many people were to be told, and the first reason why somebody was not reached. */
interface Told {
  readonly people: number;
  readonly reason?: string | undefined;
}

/** Writes into the audit that a telling is over, and takes it out of the register. */
export async function endTelling(
  { register, audit, clock }: Pick<Ports, 'register' | 'audit' | 'clock'>,
  telling: OwedTelling,
  people?: number,
): Promise<void> {
  await audit.append(telling.project, [endOfTelling(telling, clock.now(), people)]);
  await register.settle(telling);
}

/** What the letters of one telling are made of. */
interface Telling {
  readonly operation: Operation;
  readonly outcome: ReviewOutcome;
  readonly telling: OwedTelling;
}

/** Sends the mails of one telling. */
async function mailAll(ports: TellPorts, settings: TellSettings, told: Telling): Promise<Told> {
  const { operation, outcome, telling } = told;
  const { about, revision } = telling;
  const { value: project } = await requireProject(ports.projects, operation.project);
  const deliveries = addressesOnce(addressees(operation, project, about, outcome)).map((to) => ({
    operation,
    step: `${about}-${revision}`,
    to,
    write: () => letterAbout(settings, told),
  }));
  const unsent = await deliverAll(ports, settings, deliveries);
  if (isHopeless(telling, ports.clock.now())) await recordGivenUp(ports, settings, unsent);
  return { people: deliveries.length, reason: unsent[0]?.reason };
}

function failed(telling: OwedTelling, message: string, now: Date): OwedTelling {
  return { ...telling, message, ...(isHopeless(telling, now) ? { givenUpAt: now.toISOString() } : {}) };
}

/** Undefined when somebody else told meanwhile, or tried: their word stands. */
async function write(ports: TellPorts, telling: Stored<OwedTelling>): Promise<Stored<OwedTelling> | undefined> {
  try {
    return await ports.register.updateOwed(telling);
  } catch (error) {
    if (error instanceof ConflictError) return undefined;
    throw error;
  }
}

function addressees(
  { door }: Operation,
  { people }: Project,
  about: Occasion,
  { round }: ReviewOutcome,
): readonly Person[] {
  const senders = people[doorFacts(door).senders];
  switch (about) {
    case 'available':
      return [...people.dataOwners, ...people.researchers];
    case 'rejected':
      return [...senders, ...people.operators];
    case 'failed':
      // A project may name no operators; then those who sent the files must learn that they wait.
      return people.operators.length > 0 ? people.operators : senders;
    case 'expired':
      // Approvers are not asked again, and researchers are told once their files are back.
      return round && isInVain(round) ? people.operators : [];
    case 'released':
    case 'returned':
    case 'revoked':
      return people.researchers;
    case 'closing':
      return people.operators.length > 0 ? people.operators : senders;
    case 'withdrawn':
      return round?.approvers ?? [];
  }
}

/** Whether a round waited to its end for a quorum that could not be reached: then the project needs other approvers. */
function isInVain(round: Round): boolean {
  return !isReachable(round, new Date(round.closedAt ?? round.deadline));
}

function letterAbout({ publicBaseUrl }: TellSettings, { operation, outcome, telling }: Telling): Promise<Letter> {
  const { about, notice } = telling;
  switch (about) {
    case 'available':
      return datasetAvailable(operation);
    case 'rejected':
      return uploadRejected(operation, notice);
    case 'failed':
      return operationFailed(operation, `${publicBaseUrl}/api/ops`, notice);
    case 'released':
      return packageReleased(operation);
    case 'expired':
      return reviewExpired(operation, `${publicBaseUrl}/api/ops`);
    case 'returned':
      return packageReturned(operation, outcome, notice);
    case 'closing':
      return copyToClose(operation);
    case 'withdrawn':
      return packageWithdrawn(operation);
    case 'revoked':
      return packageRevoked(operation);
  }
}

/** The last round of a package, with the reasons of those who sent it back in it; a dataset has none. */
async function outcomeOf({ decisions }: Pick<Ports, 'decisions'>, operation: Operation): Promise<ReviewOutcome> {
  if (operation.round === undefined) return { reasons: [] };
  const rows = await decisions.read(operation.id);
  const round = rows.rounds.find(({ value }) => value.number === operation.round)?.value;
  if (round === undefined) return { reasons: [] };
  const against = countedDecisions(round, rows.decisions).filter(({ choice }) => choice !== 'approve');
  return { reasons: against.map(({ reason }) => reason), round };
}
