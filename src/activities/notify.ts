import { doorFacts } from '../domain/door.ts';
import type { Operation, OperationKey } from '../domain/operation.ts';
import type { Person, Project } from '../domain/project.ts';
import { datasetAvailable } from '../pages/mails/dataset-available.ts';
import type { Letter } from '../pages/mails/letter.ts';
import { operationFailed } from '../pages/mails/operation-failed.ts';
import { packageReleased } from '../pages/mails/package-released.ts';
import { packageReturned } from '../pages/mails/package-returned.ts';
import { uploadRejected } from '../pages/mails/upload-rejected.ts';
import type { Ports } from '../ports/ports.ts';
import { deliverAll, type MailPorts } from './deliver.ts';
import { requireOperation, requireProject } from './operations.ts';
import type { FlowSettings } from './settings.ts';

/** What people are told about an operation. */
export type Occasion = 'available' | 'rejected' | 'failed' | 'released' | 'returned';

type NotifyPorts = MailPorts & Pick<Ports, 'register' | 'projects' | 'decisions'>;

/** Sends the mails of an occasion to everybody who is told. Mail servers may be down: the orchestrator asks again until `last`. */
export async function notify(
  ports: NotifyPorts,
  settings: Pick<FlowSettings, 'publicBaseUrl'>,
  { key, about, last }: { readonly key: OperationKey; readonly about: Occasion; readonly last: boolean },
): Promise<{ readonly unsent: number }> {
  const { value: operation } = await requireOperation(ports.register, key);
  const { value: project } = await requireProject(ports.projects, key.project);
  const write = () => letterAbout(ports, settings, operation, about);
  const deliveries = oncePerAddress(addressees(operation, project, about)).map((to) => ({
    operation,
    step: about,
    to,
    write,
  }));
  return deliverAll(ports, settings, deliveries, last);
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
