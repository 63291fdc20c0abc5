import { doorFacts } from '../domain/door.ts';
import { messageOf } from '../domain/errors.ts';
import type { Operation, OperationKey } from '../domain/operation.ts';
import { isDue, isHopeless, type Occasion, type OwedTelling, triedAgain } from '../domain/owed.ts';
import type { Person, Project } from '../domain/project.ts';
import { datasetAvailable } from '../pages/mails/dataset-available.ts';
import type { Letter } from '../pages/mails/letter.ts';
import { operationFailed } from '../pages/mails/operation-failed.ts';
import { packageReleased } from '../pages/mails/package-released.ts';
import { packageReturned } from '../pages/mails/package-returned.ts';
import { uploadRejected } from '../pages/mails/upload-rejected.ts';
import type { Ports } from '../ports/ports.ts';
import { ConflictError, type Stored } from '../ports/records.ts';
import { deliverAll, type MailPorts, recordGivenUp } from './deliver.ts';
import { requireOperation, requireProject } from './operations.ts';
import type { FlowSettings } from './settings.ts';
import { writeNotice } from './write-notice.ts';

type TellPorts = MailPorts & Pick<Ports, 'register' | 'projects' | 'decisions' | 'notices'>;
type TellSettings = Pick<FlowSettings, 'publicBaseUrl'>;

/**
 * Sends the mails that the moves of an operation owe, as far as they are due, and gives how many people were not reached. What could not
 * be sent stays in the register and is tried again by the sweep, for seven days; then the audit says who was never reached, and the row
 * stays for people to see. A failure of any service counts as not reached: it must not hold up the flow.
 */
export async function tellOwed(
  ports: TellPorts,
  settings: TellSettings,
  key: OperationKey,
): Promise<{ readonly unsent: number }> {
  let unsent = 0;
  for await (const { value, etag } of ports.register.owed(key.project, key.id)) {
    if (value.kind !== 'telling' || !isDue(value, ports.clock.now())) continue;
    if ((await tellOne(ports, settings, { value, etag })) !== undefined) unsent += 1;
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
  let reason: string | undefined;
  try {
    const { project, operation: id } = telling.value;
    const { value: operation } = await requireOperation(ports.register, { project, id });
    const reasons = await denials(ports, operation);
    noticed = await writeNotice(ports, operation, reasons, telling);
    reason = await mailAll(ports, settings, { operation, reasons, telling: noticed.value });
  } catch (error) {
    reason = messageOf(error);
  }
  if (reason === undefined) await ports.register.settle(noticed.value);
  else await keepTrying(ports, noticed, reason);
  return reason;
}

/** What the letters of one telling are made of. */
interface Telling {
  readonly operation: Operation;
  /** What approvers said who denied. */
  readonly reasons: readonly string[];
  readonly telling: OwedTelling;
}

/** Sends the mails of one telling; gives the first reason for one that could not be sent. */
async function mailAll(ports: TellPorts, settings: TellSettings, told: Telling): Promise<string | undefined> {
  const { operation, telling } = told;
  const { about, revision } = telling;
  const { value: project } = await requireProject(ports.projects, operation.project);
  const deliveries = oncePerAddress(addressees(operation, project, about)).map((to) => ({
    operation,
    step: `${about}-${revision}`,
    to,
    write: () => letterAbout(settings, told),
  }));
  const unsent = await deliverAll(ports, settings, deliveries);
  if (isHopeless(telling, ports.clock.now())) await recordGivenUp(ports, settings, unsent);
  return unsent[0]?.reason;
}

async function keepTrying(ports: TellPorts, { value, etag }: Stored<OwedTelling>, reason: string): Promise<void> {
  const now = ports.clock.now();
  const tried = triedAgain(value, reason, now);
  const next = isHopeless(value, now) ? { ...tried, givenUpAt: now.toISOString() } : tried;
  try {
    await ports.register.updateOwed({ value: next, etag });
  } catch (error) {
    // Somebody else told meanwhile, or tried: their word stands.
    if (!(error instanceof ConflictError)) throw error;
  }
}

function addressees({ door }: Operation, { people }: Project, about: Occasion): readonly Person[] {
  const senders = people[doorFacts(door).senders];
  switch (about) {
    case 'available':
      return [...people.dataOwners, ...people.researchers];
    case 'rejected':
      return [...senders, ...people.operators];
    case 'failed':
      // A project may name no operators; then those who sent the files must learn that they wait.
      return people.operators.length > 0 ? people.operators : senders;
    case 'released':
    case 'returned':
      return people.researchers;
  }
}

function oncePerAddress(people: readonly Person[]): Person[] {
  return [...new Map(people.map((person) => [person.email.toLowerCase(), person])).values()];
}

function letterAbout({ publicBaseUrl }: TellSettings, { operation, reasons, telling }: Telling): Promise<Letter> {
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
    case 'returned':
      return packageReturned(operation, reasons, notice);
  }
}

/** The reasons of those who denied the package in its last round; a dataset has none. */
async function denials({ decisions }: Pick<Ports, 'decisions'>, operation: Operation): Promise<string[]> {
  if (operation.round === undefined) return [];
  const rows = await decisions.read(operation.id);
  return rows.decisions
    .filter(({ round, choice }) => round === operation.round && choice === 'deny')
    .map(({ reason }) => reason);
}
