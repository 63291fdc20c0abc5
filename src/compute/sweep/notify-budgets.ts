import type { FlowSettings } from '../../activities/operation/settings.ts';
import { note } from '../../domain/audit/audit-event.ts';
import type { TimeSlice } from '../../domain/base/time-slice.ts';
import { activePeople, addressesOnce } from '../../domain/people/people.ts';
import type { Person, Project } from '../../domain/project/project.ts';
import { mayCompute } from '../../domain/project/project-time.ts';
import type { Ports } from '../../ports/ports.ts';
import { deliverToEach } from '../../use-cases/base/deliver-once.ts';
import type { Failures } from '../../use-cases/base/failures.ts';
import { definitionsInTurn } from '../../use-cases/project/definitions-in-turn.ts';
import { type BudgetStatus, budgetStatusOf } from '../domain/usage/budget.ts';
import { budgetUsed } from '../mails/budget-used.ts';

type TellBudgetPorts = Pick<Ports, 'projects' | 'hours' | 'sweepPlaces' | 'audit' | 'clock' | 'mailer' | 'outbox'>;

/**
 * Tells researchers and operators once a month that the hours of a budget are nearly used, and once that they are used up. Who was not
 * reached is tried again until the month is over. Without a budget nothing is asked of storage.
 */
export async function notifyBudgets(
  ports: TellBudgetPorts,
  settings: Pick<FlowSettings, 'publicBaseUrl'>,
  { failures, share }: { readonly failures: Failures; readonly share: TimeSlice },
): Promise<void> {
  const now = ports.clock.now();
  const projects = await withBudget(ports, now, share);
  if (projects.length === 0) return;
  const [hours, places] = await Promise.all([ports.hours.ofAll(), ports.sweepPlaces.read()]);
  for (const { project, budgetHours } of projects) {
    const standing = budgetStatusOf(budgetHours, hours.get(project.id), now);
    if (standing.level !== 'nearly-used' && standing.level !== 'used-up') continue;
    const part = `budget:${project.id}`;
    const occasion = occasionOf(standing);
    if (places.get(part) === occasion) continue;
    if (share.isOver()) return;
    await failures.keep(`the mails about the compute hours of ${project.id}`, async () => {
      const people = await tellPeople(ports, settings, project, standing);
      if (people === undefined) return;
      await record(ports, project.id, standing, people);
      await ports.sweepPlaces.keep(part, occasion);
    });
  }
}

/** Another budget in the same month is another mail. */
function occasionOf({ month, level, budgetHours }: BudgetStatus): string {
  return `${month}-${level}-${budgetHours}`;
}

async function withBudget(ports: Pick<Ports, 'projects'>, now: Date, slice: TimeSlice) {
  const found: { readonly project: Project; readonly budgetHours: number }[] = [];
  for (const { value: project } of await definitionsInTurn(ports, slice)) {
    const { budgetHours } = project.compute;
    if (budgetHours !== undefined && mayCompute(project, now)) found.push({ project, budgetHours });
  }
  return found;
}

/** How many people were told; undefined where somebody could not be reached. */
async function tellPeople(
  ports: TellBudgetPorts,
  { publicBaseUrl }: Pick<FlowSettings, 'publicBaseUrl'>,
  project: Project,
  standing: BudgetStatus,
): Promise<number | undefined> {
  const { researchers, operators } = activePeople(project, ports.clock.now());
  // Of an operator who is a researcher too the later entry counts.
  const told: readonly Person[] = addressesOnce([...operators, ...researchers]);
  const opsUrl = `${publicBaseUrl}/api/ops/desk/compute/${project.id}`;
  const occasion = occasionOf(standing);
  const mail = { thread: `budget-${project.id}`, occasion, about: 'budget', publicBaseUrl } as const;
  const { unsent } = await deliverToEach(ports, mail, told, (person) =>
    budgetUsed(project, standing, researchers.includes(person) ? {} : { opsUrl }),
  );
  return unsent.length === 0 ? told.length : undefined;
}

async function record(
  { audit, clock }: TellBudgetPorts,
  project: string,
  standing: BudgetStatus,
  people: number,
): Promise<void> {
  const { month, level, budgetHours } = standing;
  const data = { month, level, budgetHours, people };
  const id = `budget-${project}.${occasionOf(standing)}.told`;
  await audit.append(project, [note(project, { id, at: clock.now(), kind: 'compute.budget-told', data })]);
}
