import { daysLater } from '../base/time.ts';
import { eligibilitiesOf } from '../people/eligibility.ts';
import { activeOperators, activePeople, addressesOnce, isSuspended, listed } from '../people/people.ts';
import { governanceName } from '../project/governance.ts';
import { isUpTo, type Person, type Project } from '../project/project.ts';

/** How many days before a last day people are told of it at the latest; 0: it is over. */
type Stage = 30 | 7 | 0;

export const nameOfProject = 'The project';

/** What one person is told of the days of a project: everything that has the same last day, once for each stage. */
export interface DateReminder {
  readonly to: Person;
  readonly operator: boolean;
  readonly day: string;
  readonly stage: Stage;
  /** What closes the doors past the day. */
  readonly what: readonly string[];
  /** Who takes no part any more past the day, and as what. */
  readonly whose: readonly string[];
}

/** For so long people are told that a day is over; then it is history. */
const toldOverDays = 7;

/**
 * Who is to have been told by now of which days of the project. Operators, and whoever has a last day of their own, are told thirty days before
 * and seven, and when it is over; owners and researchers seven days before what closes the doors, and then. A closed project has no days any
 * more, and one that has ended only its own.
 */
export function dateReminders(project: Project, now: Date): DateReminder[] {
  if (project.closed !== undefined) return [];
  const dates = datesOf(project, now);
  return [...Map.groupBy(dates, ({ day }) => day)].flatMap(([day, dated]) => {
    const stage = stageOf(day, now);
    if (stage === undefined) return [];
    const told = [...operatorsTold(project, dated), ...sendersTold(project, dated, stage, now), ...ownTold(dated)];
    const addressOf = ({ to }: Told) => to.email.toLowerCase();
    const once = told.filter((one, index) => told.findIndex((other) => addressOf(other) === addressOf(one)) === index);
    return once.map((one) => ({ ...one, day, stage }));
  });
}

/** Something of a project that has a last day; `person` is whose part it is. */
interface Dated {
  readonly name: string;
  readonly day: string;
  readonly person?: Person;
}

type Told = Omit<DateReminder, 'day' | 'stage'>;

function datesOf(project: Project, now: Date): Dated[] {
  const { ends, governance = [] } = project;
  const own = { name: nameOfProject, day: ends };
  if (!isUpTo(ends, now)) return [own];
  return [
    own,
    ...governance.map((entry) => ({ name: governanceName(entry), day: entry.until })),
    ...eligibilitiesOf(project).flatMap(({ person, part, until }) =>
      isSuspended(project, listed(person))
        ? []
        : [
            {
              name: `${person.name} as ${part}`,
              day: until,
              person,
            },
          ],
    ),
  ];
}

const namesOf = (dated: readonly Dated[]) => dated.map(({ name }) => name);
const closing = (dated: readonly Dated[]) => namesOf(dated.filter(({ person }) => person === undefined));

function operatorsTold(project: Project, dated: readonly Dated[]): Told[] {
  const whose = namesOf(dated.filter(({ person }) => person !== undefined));
  return addressesOnce(activeOperators(project)).map((to) => ({ to, operator: true, what: closing(dated), whose }));
}

/** Whoever has a last day of their own on this day as well is told of both. */
function sendersTold(project: Project, dated: readonly Dated[], stage: Stage, now: Date): Told[] {
  const what = closing(dated);
  if (stage === 30 || what.length === 0) return [];
  const { dataOwners, researchers } = activePeople(project, now);
  return addressesOnce([...dataOwners, ...researchers]).map((to) => ({
    ...{ to, operator: false, what },
    whose: ownNames(dated, to),
  }));
}

function ownTold(dated: readonly Dated[]): Told[] {
  return dated.flatMap(({ person }) =>
    person === undefined ? [] : [{ to: person, operator: false, what: [], whose: ownNames(dated, person) }],
  );
}

function ownNames(dated: readonly Dated[], { email }: Person): string[] {
  return namesOf(dated.filter(({ person }) => person?.email.toLowerCase() === email.toLowerCase()));
}

function stageOf(day: string, now: Date): Stage | undefined {
  const isNear = (days: Stage) => !isUpTo(day, daysLater(now, days));
  if (!isUpTo(day, now)) return isUpTo(day, daysLater(now, -toldOverDays)) ? 0 : undefined;
  return isNear(7) ? 7 : isNear(30) ? 30 : undefined;
}
