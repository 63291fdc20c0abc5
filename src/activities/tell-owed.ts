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

type TellPorts = MailPorts & Pick<Ports, 'register' | 'projects' | 'decisions'>;
type TellSettings = Pick<FlowSettings, 'publicBaseUrl'>;

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
    if (claimed === undefined) continue;
    const reason = await tellOne(ports, settings, value).catch(messageOf);
    if (reason === undefined) {
      await ports.register.settle(value);
      continue;
    }
    unsent += 1;
    await write(ports, { ...claimed, value: failed(claimed.value, reason, ports.clock.now()) });
  }
  return { unsent };
}

/** Sends the mails of one telling; gives the first reason for one that could not be sent. */
async function tellOne(ports: TellPorts, settings: TellSettings, telling: OwedTelling): Promise<string | undefined> {
  const { project: id, about, revision } = telling;
  const { value: operation } = await requireOperation(ports.register, { project: id, id: telling.operation });
  const { value: project } = await requireProject(ports.projects, id);
  const deliveries = oncePerAddress(addressees(operation, project, about)).map((to) => ({
    operation,
    step: `${about}-${revision}`,
    to,
    write: () => letterAbout(ports, settings, operation, about),
  }));
  const unsent = await deliverAll(ports, settings, deliveries);
  if (isHopeless(telling, ports.clock.now())) await recordGivenUp(ports, settings, unsent);
  return unsent[0]?.reason;
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

function letterAbout(
  ports: Pick<Ports, 'decisions'>,
  { publicBaseUrl }: Pick<FlowSettings, 'publicBaseUrl'>,
  operation: Operation,
  about: Occasion,
): Promise<Letter> {
  switch (about) {
    case 'available':
      return datasetAvailable(operation);
    case 'rejected':
      return uploadRejected(operation);
    case 'failed':
      return operationFailed(operation, `${publicBaseUrl}/api/ops`);
    case 'released':
      return packageReleased(operation);
    case 'returned':
      return denials(ports, operation).then((reasons) => packageReturned(operation, reasons));
  }
}

async function denials({ decisions }: Pick<Ports, 'decisions'>, operation: Operation): Promise<string[]> {
  const rows = await decisions.read(operation.id);
  return rows.decisions
    .filter(({ round, choice }) => round === operation.round && choice === 'deny')
    .map(({ reason }) => reason);
}
