import type { FlowSettings } from '../../activities/operation/settings.ts';
import { readHold } from '../../activities/transfer/holds.ts';
import { note } from '../../domain/audit/audit-event.ts';
import { parseChainLine } from '../../domain/audit/chain-line.ts';
import { daysLater } from '../../domain/base/time.ts';
import type { TimeSlice } from '../../domain/base/time-slice.ts';
import { compareDefinitions } from '../../domain/definition/definition-change.ts';
import { definitionHash } from '../../domain/definition/pending-change.ts';
import { activePeople, addressesOnce } from '../../domain/people/people.ts';
import { closingNotifiedDays, type ExpiryClosing, expiryClosing } from '../../domain/project/expiry-closing.ts';
import { type Project, projectSchema } from '../../domain/project/project.ts';
import { closingPlanned } from '../../pages/notification/project/closing-planned.ts';
import { MailWaits } from '../../ports/mail.ts';
import type { Ports } from '../../ports/ports.ts';
import type { StoredProject } from '../../ports/records.ts';
import { deliverToEach } from '../base/deliver-once.ts';
import type { Failures } from '../base/failures.ts';
import { recordDefinition, wordsOf } from './definition-audit.ts';
import { definitionsInTurn } from './definitions-in-turn.ts';
import { openChange } from './pending.ts';

type LapsedPorts = Pick<Ports, 'projects' | 'changes' | 'holds' | 'audit' | 'clock' | 'random' | 'mailer' | 'outbox'>;

/**
 * Tells the people of projects whose governance is over when these are closed, and closes those whose day has come: nobody's project is closed who
 * was not told thirty days before. A hold, and a change that waits for a second operator, come first.
 */
export async function closeExpired(
  ports: LapsedPorts,
  settings: Pick<FlowSettings, 'publicBaseUrl'>,
  { failures, share }: { readonly failures: Failures; readonly share: TimeSlice },
): Promise<void> {
  const now = ports.clock.now();
  for (const stored of await definitionsInTurn(ports, share)) {
    const plan = expiryClosing(stored.value, now);
    if (plan === undefined) continue;
    if (share.isOver()) return;
    await failures.keep(`the closing of ${stored.value.id} after its governance`, async () => {
      const planned = planId(stored.value, plan);
      if (!(await ports.audit.holds(stored.value.id, planned))) await tellPlan(ports, settings, stored.value, plan);
      else if (now.toISOString().slice(0, 10) >= plan.day) await close(ports, stored, plan, planned);
    });
  }
}

/** The id of the audit line by which people were told of a plan; another day is another plan. */
function planId({ id }: Pick<Project, 'id'>, { until, day }: ExpiryClosing): string {
  return `closing-${id}.${until}.${day}.told`;
}

async function tellPlan(
  ports: LapsedPorts,
  { publicBaseUrl }: Pick<FlowSettings, 'publicBaseUrl'>,
  project: Project,
  plan: ExpiryClosing,
): Promise<void> {
  const now = ports.clock.now();
  const { id } = project;
  const { operators, ...others } = activePeople(project, now);
  const people = addressesOnce([...operators, ...others.dataOwners, ...others.researchers, ...others.approvers]);
  const mail = { thread: `closing-${id}`, occasion: plan.day, about: 'closing-planned', publicBaseUrl } as const;
  const { reached, unsent } = await deliverToEach(ports, mail, people, ({ email: to }) => {
    const isOperator = operators.some(({ email }) => email.toLowerCase() === to.toLowerCase());
    return closingPlanned(project, plan, {
      opsUrl: isOperator ? `${publicBaseUrl}/api/ops/desk/projects/${id}` : undefined,
      now,
    });
  });
  const waits = unsent.find((error) => error instanceof MailWaits);
  if (waits !== undefined) throw waits;
  // Whom no mail reaches keeps no plan waiting, as long as it reached somebody.
  if (reached.length === 0)
    throw unsent[0] ?? new Error(`Nobody of ${id} could be told that it is closed on ${plan.day}`);
  const data = { ...plan, told: reached.length, untold: unsent.length };
  await ports.audit.append(id, [
    note(id, { id: planId(project, plan), at: now, kind: 'project.closing-planned', data }),
  ]);
}

async function close(
  ports: LapsedPorts,
  { value, hash, etag }: StoredProject,
  { until }: ExpiryClosing,
  planned: string,
): Promise<void> {
  const { id } = value;
  if (await wasToldLately(ports, id, planned)) return;
  if ((await readHold(ports, id)) !== undefined || (await openChange(ports, id)) !== undefined) return;
  const project = projectSchema.parse({ ...value, closed: { releases: 'keep' } });
  const reason = `What it rests on is over since ${until}, and nobody renewed it`;
  const { changes } = compareDefinitions(value, project);
  const data = { definition: definitionHash(project), against: hash, reason, changes: wordsOf(changes) };
  const event = { id: ports.random.uuid() };
  await recordDefinition(ports, id, { ...event, what: 'change-intended', data });
  const written = await ports.projects.put(project, etag);
  await recordDefinition(ports, id, { ...event, what: 'changed', data: { ...data, etag: written.etag } });
}

/** Whether people were told of the plan less than thirty days ago, whatever its day is: the app may have slept over that. */
async function wasToldLately({ audit, clock }: LapsedPorts, project: string, planned: string): Promise<boolean> {
  const since = daysLater(clock.now(), -closingNotifiedDays).toISOString();
  for await (const line of audit.newest(project)) {
    const { id, at } = parseChainLine(line).event;
    if (at < since) return false;
    if (id === planned) return true;
  }
  return false;
}
