import { z } from 'zod';
import type { Frozen } from '../base/frozen.ts';
import { DAY } from '../base/time.ts';
import { isUpTo, type Project } from '../project/project.ts';
import { expiredPartOf } from '../project/project-time.ts';
import { keysOfRecipient, recipientKey } from './recipients.ts';

/** That a recipient accepts the terms of a release, and that they say in the end that their copies are deleted. */
export const dutyKinds = ['accept', 'deletion'] as const;
export type DutyKind = (typeof dutyKinds)[number];

const dutySchema = z.strictObject({
  since: z.string(),
  /** When the first mail about it left, and after how many days the last one did. */
  told: z.strictObject({ at: z.string(), days: z.number() }).exactOptional(),
  /** When, by whose word (object id), what they typed, and the receipt of what they said; earlier versions signed none. */
  done: z
    .strictObject({
      at: z.string(),
      by: z.string(),
      text: z.string().exactOptional(),
      receipt: z.string().exactOptional(),
    })
    .exactOptional(),
});
export type Duty = Frozen<z.infer<typeof dutySchema>>;

export const dutiesSchema = z.strictObject({
  exportId: z.string(),
  /** What is taken back and released again is another release. */
  releasedAt: z.string(),
  /** SHA-256 of its terms, and of the definition in which they stand. */
  terms: z.string(),
  definition: z.string(),
  people: z.array(
    z.strictObject({
      /** The key of a recipient, and the definition that names them. */
      who: z.string(),
      named: z.string(),
      accept: dutySchema.exactOptional(),
      deletion: dutySchema.exactOptional(),
    }),
  ),
});
/** What recipients were asked about one release, and what they said. */
export type Duties = Frozen<z.infer<typeof dutiesSchema>>;

export function keyOfDuties({ exportId, releasedAt }: Pick<Duties, 'exportId' | 'releasedAt'>): string {
  return `${exportId}:${releasedAt}`;
}

/** Why copies of a release are to be deleted, in words that follow *since*. */
export const whysDeleting = {
  'taken-back': 'it was taken back',
  closed: 'its project is closed',
  left: 'you are no recipient of its project any more',
  over: 'the last day of its terms for you is over',
  lapsed: 'something that its project rests on is over',
} as const;

export interface Standing {
  readonly project: Pick<Project, 'people' | 'closed' | 'governance'>;
  readonly isOutside: boolean;
  readonly now: Date;
}

function whyDelete(who: string, { project, isOutside, now }: Standing): keyof typeof whysDeleting | undefined {
  if (!isOutside) return 'taken-back';
  if (project.closed !== undefined) return 'closed';
  const entry = project.people.recipients?.find((one) => keysOfRecipient(one).includes(who));
  if (entry === undefined) return 'left';
  if (entry.until !== undefined && !isUpTo(entry.until, now)) return 'over';
  return expiredPartOf(project, now).length > 0 ? 'lapsed' : undefined;
}

/** What somebody owes now. Without `duty` nobody has asked for it yet. */
export interface OpenDuty {
  readonly who: string;
  readonly named: string;
  readonly what: DutyKind;
  readonly why?: keyof typeof whysDeleting;
  readonly duty?: Duty;
}

/** Who is to delete owes no acceptance any more, and whoever may keep what they have owes no deletion. */
export function openDuties({ people }: Duties, standing: Standing): OpenDuty[] {
  return people.flatMap(({ who, named, accept, deletion }): OpenDuty[] => {
    const why = whyDelete(who, standing);
    const [what, duty] = why === undefined ? (['accept', accept] as const) : (['deletion', deletion] as const);
    if (duty?.done !== undefined) return [];
    return [
      { ...{ who, named, what }, ...(why === undefined ? {} : { why }), ...(duty === undefined ? {} : { duty }) },
    ];
  });
}

/** The keys of those recipients who are to accept the terms of what lies outside, and were not asked yet. */
export function notAsked({ people }: Pick<Duties, 'people'>, standing: Standing): string[] {
  const asked = new Set(people.map(({ who }) => who));
  return (standing.project.people.recipients ?? [])
    .filter((one) => !keysOfRecipient(one).some((key) => asked.has(key)))
    .map(recipientKey)
    .filter((who) => whyDelete(who, standing) === undefined);
}

/** Days after the first mail on which there is another one; after the last of them a duty is overdue. */
const reminded = [7, 14, 28] as const;

function daysSince(at: string, now: Date): number {
  return (now.getTime() - Date.parse(at)) / DAY;
}

/** After how many days the mail is that is due now; undefined where none is. */
export function mailDue({ told }: Duty, now: Date): number | undefined {
  if (told === undefined) return 0;
  const stage = reminded.findLast((days) => daysSince(told.at, now) >= days) ?? 0;
  return stage > told.days ? stage : undefined;
}

/** Nobody is late with what no mail told of. */
export function isDutyOverdue(duty: Duty | undefined, now: Date): boolean {
  return duty?.told !== undefined && duty.done === undefined && daysSince(duty.told.at, now) >= reminded[2];
}
