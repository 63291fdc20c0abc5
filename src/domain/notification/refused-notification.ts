import { QUARTER, quarterAt, quarterOf } from '../base/time.ts';
import { digestOf, type RefusedName, type RefusedNames } from '../lifecycle/refused-names.ts';
import { countMail } from './mail-budget.ts';
import { remindersAfter } from './reminder.ts';
import { secondsToTick } from './tick.ts';

/** When people are told of refused names. `quietSeconds`: of what still arrives they are told together; `tick`: mails about packages leave at one. */
export interface NotificationTimes {
  readonly now: Date;
  readonly quietSeconds: number;
  readonly mailWindowSeconds: number;
  readonly tick: number | undefined;
}

/** What a list owes people now, and what becomes of it once that is done, whatever came to it meanwhile. */
export interface DueNotification {
  readonly kind: 'refused' | 'reminder';
  /** Another one for each mail to the same people. */
  readonly occasion: string;
  readonly after: (list: RefusedNames) => RefusedNames;
}

/** The mail that is due about a list, if one is: of names of which nobody was told, once no more come, and reminders of those that stay. */
export function dueNotification(list: RefusedNames, times: NotificationTimes): DueNotification | undefined {
  return newNames(list, times) ?? dueReminder(list, times.now);
}

function newNames(
  list: RefusedNames,
  { now, quietSeconds, mailWindowSeconds, tick }: NotificationTimes,
): DueNotification | undefined {
  const untold = list.names.filter(({ isTold }) => !isTold);
  const [first] = untold.map(({ since }) => since).sort();
  const { grownAt = first } = list;
  if (first === undefined || grownAt === undefined) return undefined;
  const still = now.getTime() - Date.parse(grownAt) <= quietSeconds * 1000;
  if (still && now.getTime() - Date.parse(first) < QUARTER) return undefined;
  if (list.door === 'export' && secondsToTick(first, now, tick) > 0) return undefined;
  // A mail that was sent, and of which the row does not know yet, is known by what it told of; about packages each tells the same.
  const occasion = list.door === 'export' ? `refused-${quarterOf(first)}` : `refused-${first}-${hashOf(list, untold)}`;
  const mails = countMail(list.mails, occasion, { now, seconds: mailWindowSeconds });
  if (mails === undefined) return undefined;
  const told = new Set(untold.map(({ name }) => name));
  const asTold = (one: RefusedName) => (told.has(one.name) ? { ...one, isTold: true } : one);
  return { kind: 'refused', occasion, after: (then) => ({ ...then, mails, names: then.names.map(asTold) }) };
}

function hashOf(list: RefusedNames, names: RefusedNames['names']): string {
  return digestOf({ ...list, names }).slice(0, 16);
}

function dueReminder(list: RefusedNames, now: Date): DueNotification | undefined {
  const [of] = list.names.map(({ since }) => since).sort();
  if (of === undefined) return undefined;
  const count = remindersAfter(of, now);
  const before = list.reminded?.of === of ? list.reminded.times : 0;
  if (count <= before) return undefined;
  return {
    kind: 'reminder',
    occasion: `reminder-${quarterOf(of)}-${count}`,
    after: (then) => ({ ...then, reminded: { of, times: count } }),
  };
}

/** Where a notice inside is to tell of the list, if one is due: one for each quarter of an hour in which the list became another. */
export function dueNotice(
  list: RefusedNames,
  now: Date,
): { readonly path: string; readonly digest: string } | undefined {
  const { door, project, names, noted } = list;
  const digest = digestOf(list);
  if (door !== 'export' || names.length === 0 || noted?.digest === digest) return undefined;
  const quarter = quarterAt(now.getTime());
  if (noted !== undefined && quarterAt(Date.parse(noted.at)) >= quarter) return undefined;
  const time = new Date(quarter).toISOString().slice(0, 16).replace(':', '-');
  return { path: `${noticesOf(project)}${time}.txt`, digest };
}

/** The folder in `notices` that tells inside what is refused at the export door of a project. */
export function noticesOf(project: string): string {
  return `${project}/refused/`;
}
