import { pendingDays } from '../base/second-operator.ts';
import { DAY } from '../base/time.ts';
import { isSamePerson, type Somebody } from '../people/people.ts';
import { type ConcernedProject, whyTakesPart } from './current-definition.ts';

/** What becomes of an act of two where there is one operator only (`SECOND_OPERATOR=off`). */
interface ActOfTwoFacts {
  readonly what: string;
  /** Which acts of that name want two, for people who look it up. */
  readonly which: string;
  /** `at-once`: it waits for nobody, and says so. `again`: the same person has to ask for it again after a day, and all operators are told. */
  readonly alone: 'at-once' | 'again';
}

export const actsOfTwo = {
  'definition-change': { what: 'change', which: 'a change of a definition that does not go at once', alone: 'at-once' },
  'hold-lift': {
    what: 'lift',
    which: 'the lift of a hold that the malware scanner or an incident set',
    alone: 'again',
  },
  'without-evidence': {
    what: 'step',
    which: 'the review of a package without evidence where files must be opened',
    alone: 'again',
  },
  'pass-limit': {
    what: 'step',
    which: 'the release of one package past the limits of its project',
    alone: 'again',
  },
  'incident-confirm': {
    what: 'confirmation',
    which: 'the confirmation of an incident, without which it lapses after a day',
    alone: 'at-once',
  },
  incident: {
    what: 'step',
    which: 'the end of an incident, that nobody is to be told of it, and a later time from which its clocks run',
    alone: 'again',
  },
  restore: {
    what: 'restore',
    which:
      'the restore of a head of the audit, of lines that none counts, and of what opens doors while verification finds something',
    alone: 'again',
  },
  trace: {
    what: 'question',
    which: 'the question which releases held a file that was found outside',
    alone: 'again',
  },
} as const satisfies Readonly<Record<string, ActOfTwoFacts>>;

export type ActOfTwo = keyof typeof actsOfTwo;

/** So long the one operator of a deployment waits before they are the second person too, in milliseconds. */
const aloneAfter = DAY;

/** Who asked for an act first, and when (ISO 8601 in UTC). `digest`: of what they asked for. */
export interface AskedFirst {
  readonly by: Somebody;
  readonly askedAt: string;
  readonly digest: string;
}

export interface RequestedAct {
  readonly act: ActOfTwo;
  /** Who asked for it before, if anybody did and the audit says so. */
  readonly first: AskedFirst | undefined;
  /** Digest of what the act is about as it stands. */
  readonly stands: string;
  /** The digest that whoever speaks now has seen. */
  readonly seen: string;
  readonly concerned: readonly ConcernedProject[];
  readonly somebody: Somebody;
  readonly secondOperator: boolean;
}

/** `marks` belong into the line of the act, and into the receipt that rests on it. */
export type ActVerdict =
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'changed' }
  | { readonly kind: 'first' }
  | { readonly kind: 'agreed'; readonly marks: Readonly<Record<string, string>> };

/**
 * Judges what an operator says about an act of two: they are the `first` to ask, or the second, so that it is `agreed`; or it is about something that
 * has `changed` since they looked. What was asked for more than seven days ago, or was about something else, was never asked for.
 */
export function judgeAct(wanted: RequestedAct, now: Date): ActVerdict {
  const { act, first, stands, seen, secondOperator } = wanted;
  const barred = whyBarred(wanted);
  if (barred !== undefined) return { kind: 'refused', why: barred };
  if (seen !== stands) return { kind: 'changed' };
  if (!waitsForTwo(act, secondOperator)) return { kind: 'agreed', marks: alone };
  if (first === undefined || first.digest !== stands || isExpired(first, now)) return { kind: 'first' };
  const why = whyNotSecond({ ...wanted, first });
  if (why === undefined) return { kind: 'agreed', marks: { secondOperator: first.by.oid } };
  if (secondOperator) return { kind: 'refused', why };
  const from = new Date(Date.parse(first.askedAt) + aloneAfter);
  if (now >= from) return { kind: 'agreed', marks: { ...alone, askedAt: first.askedAt } };
  const again = `There is no second operator here, so it is asked for again after ${from.toISOString()}`;
  return { kind: 'refused', why: `This ${actsOfTwo[act].what} was asked for at ${first.askedAt}. ${again}` };
}

/** Whether an act waits at all: where there is one operator only, some go through at once. */
export function waitsForTwo(act: ActOfTwo, secondOperator: boolean): boolean {
  return secondOperator || actsOfTwo[act].alone !== 'at-once';
}

/** What is written where one person alone brought an act about. */
const alone = { secondOperator: 'off' } as const;

/** Why somebody cannot be the second person of an act, for people; undefined when they can. */
export function whyNotSecond({
  act,
  first,
  concerned,
  somebody,
}: Pick<RequestedAct, 'act' | 'concerned' | 'somebody'> & { readonly first: Pick<AskedFirst, 'by'> }):
  | string
  | undefined {
  const barred = whyBarred({ concerned, somebody });
  if (barred !== undefined) return barred;
  if (isSamePerson(first.by, somebody))
    return `You asked for this ${actsOfTwo[act].what} yourself. Another operator must confirm it`;
  if (somebody.emails.length === 0)
    return 'Your token names no e-mail, so nothing shows that you are another person. Sign in as a person';
  return undefined;
}

/** Who of these could bring an act of two about, each person once: whoever takes no part in what it is about. */
export function whoMayAgree<Of extends Somebody>(concerned: readonly ConcernedProject[], known: readonly Of[]): Of[] {
  const outside = known.filter((somebody) => whyBarred({ concerned, somebody }) === undefined);
  return outside.filter((one, at) => outside.findIndex((other) => isSamePerson(other, one)) === at);
}

/** Why somebody takes part in what an act is about, and so is neither its first person nor its second. */
function whyBarred({ concerned, somebody }: Pick<RequestedAct, 'concerned' | 'somebody'>): string | undefined {
  return concerned.flatMap((one) => whyTakesPart(one, somebody) ?? [])[0];
}

function isExpired({ askedAt }: AskedFirst, now: Date): boolean {
  return now.getTime() - Date.parse(askedAt) >= pendingDays * DAY;
}
