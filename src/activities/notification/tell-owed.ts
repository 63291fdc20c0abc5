import { messageOf } from '../../domain/base/errors.ts';
import { inTurn, turnOf } from '../../domain/base/share.ts';
import {
  endOfTelling,
  isDue,
  isHopeless,
  type OwedTelling,
  triedAgain,
  waitsForRound,
} from '../../domain/notification/owed.ts';
import type { OperationKey } from '../../domain/operation/operation.ts';
import type { Ports } from '../../ports/ports.ts';
import { ConflictError, type Stored } from '../../ports/records.ts';
import { requireOperation, requireProject } from '../operation/operations.ts';
import type { FlowSettings } from '../operation/settings.ts';
import { deliverAll, type MailPorts, recordGivenUp } from './deliver.ts';
import { lettersOwed, type Telling } from './letters-owed.ts';
import { postingsOwed } from './postings-owed.ts';
import { outcomeOf } from './review-outcome.ts';
import { writeNotice } from './write-notice.ts';

type TellPorts = MailPorts & Pick<Ports, 'register' | 'projects' | 'decisions' | 'remarks' | 'manifests' | 'notices'>;
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
    if (value.about === 'in-review' && waitsForRound((await requireOperation(ports.register, key)).value)) continue;
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

/** Sends the mails of one telling, then its messages to channels. */
async function mailAll(ports: TellPorts, settings: TellSettings, told: Telling): Promise<Told> {
  const { operation, telling } = told;
  const { value: project } = await requireProject(ports.projects, operation.project);
  const step = `${telling.about}-${telling.revision}`;
  const deliveries = lettersOwed(settings, told, project, ports.clock.now()).map((one) => ({
    operation,
    step,
    ...one,
  }));
  const postings = postingsOwed(settings, told, project).map((one) => ({ operation, step, ...one }));
  // Each try begins with others, so that those whose mail server does not answer keep nobody else from theirs.
  const sendings = inTurn([...deliveries, ...postings], turnOf(telling.times - 1));
  const unsent = await deliverAll(ports, settings, sendings);
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
