import type { Door } from '../../../domain/base/door.ts';
import type { Problem } from '../../../domain/base/errors.ts';
import type { NamedHold } from '../../../domain/operation/hold.ts';
import type { Undelivered } from '../../../domain/overview/shown.ts';
import type { BrokenRow } from '../../../ports/records.ts';
import type { Orphan } from '../../../use-cases/overview/find-orphans.ts';
import type { ProjectZones } from '../../../use-cases/project/project-zones.ts';
import type { ChosenLines } from './chosen-lines.ts';

export interface OperationLine {
  readonly id: string;
  readonly door: Door;
  readonly project: string;
  /** Undefined where whoever looks may not know it: the end of the id stands for it. */
  readonly name: string | undefined;
  readonly state: string;
  readonly since: string;
  /** Files and bytes, once they were listed. */
  readonly size: { readonly count: number; readonly bytes: number } | undefined;
  /** What it waits for, without the name and the state. */
  readonly waitsFor: string;
  /** Who must act, in words; undefined when nobody has to. */
  readonly waitsOn: string | undefined;
  /** Whether it does not go on before a person acts. */
  readonly needsSomebody: boolean;
  /** Whether an outage has kept it for so long that people must look. */
  readonly isStalled: boolean;
  /** Whether only what /api/mine shows of it is shown. */
  readonly isMine: boolean;
  /** ISO time by which somebody has to act. */
  readonly due?: string;
  /** That of its project; undefined where that cannot be read. */
  readonly timeZone: string | undefined;
  /** ISO time or words: until when. */
  readonly until: string | undefined;
  readonly mood: 'good' | 'bad' | 'wait' | 'plain';
}

export interface AuditNote {
  readonly at: string;
  readonly project: string;
  readonly sentence: string;
  readonly about?: { readonly project: string; readonly id: string };
  readonly raw: string;
}

/** A project that stands still, because its stored definition breaks rules that came later. */
export interface RefusedLine {
  readonly project: string;
  readonly problems: readonly Problem[];
}

/** A change of a definition that waits for a second operator. */
export interface ChangeLine {
  readonly project: string;
  readonly by: string;
  readonly since: string;
  readonly until: string;
  readonly words: readonly string[];
}

export interface WaitingLine {
  readonly door: Door;
  readonly project: string;
  readonly waiting: number;
  readonly reason: string;
}

/** Recipients of a project who have not answered what they were asked in time. */
export interface RecipientsLine {
  readonly project: string;
  readonly count: number;
  readonly since: string;
  readonly words: string;
}

/** What left a project in a week in which that was unusually much. */
export interface UnusualLine {
  readonly project: string;
  readonly week: string;
  readonly files: number;
  readonly bytes: number;
}

/** A closed project that still holds something: what that waits for, and what people have to do. */
export interface ClosingLine {
  readonly project: string;
  readonly since: string;
  readonly releases: 'keep' | 'revoke';
  readonly waits: {
    readonly moving: number;
    readonly clearing: number;
    /** Operations that only a person leads on, and how. */
    readonly operator: readonly { readonly id: string; readonly why: string }[];
    /** What it waits for because of its computes, in words. */
    readonly computes: string | null;
  };
  readonly todo: readonly string[];
}

export interface LinesFilter {
  readonly wanted: ChosenLines;
  /** Ids of all projects. */
  readonly projects: readonly string[];
  /** Why nothing can fit, in sentences. */
  readonly unknown: readonly string[];
}

/** What the dashboard shows; everything but what `seenAt` is about is read when the page is asked for. */
export interface Overview {
  readonly now: Date;
  readonly zones: ProjectZones;
  readonly filter: LinesFilter;
  /** Projects in which whoever looks is a researcher, and sees no more than /api/mine shows. */
  readonly own: readonly string[];
  readonly holds: readonly NamedHold[];
  readonly waiting: readonly OperationLine[];
  readonly moving: readonly OperationLine[];
  readonly finished: readonly OperationLine[];
  readonly strays: readonly Orphan[];
  /** When a look at every project saw what was not told, what waits at the doors and what cannot be read. */
  readonly seenAt: string;
  /** Names in projects for which nothing runs, and why. */
  readonly atDoors: readonly Orphan[];
  readonly refused: readonly RefusedLine[];
  readonly broken: readonly BrokenRow[];
  /** What lies outside and no release accounts for, and what was released and is gone. */
  readonly outside: readonly BrokenRow[];
  readonly changes: readonly ChangeLine[];
  /** False: changes that should wait for a second operator do not. */
  readonly secondOperator: boolean;
  /** How many mails have to wait for the mail server, in a sentence. */
  readonly mailsWait: string | undefined;
  readonly untold: readonly Undelivered[];
  readonly waitingNames: readonly WaitingLine[];
  /** How many names are refused at a door, since a listing shows that they break a rule. */
  readonly refusedNames: readonly WaitingLine[];
  readonly closings: readonly ClosingLine[];
  readonly recipients: readonly RecipientsLine[];
  /** Of projects that want it told, in the week that ended. */
  readonly unusual: readonly UnusualLine[];
  readonly compute: readonly AuditNote[];
  readonly audit: readonly AuditNote[];
}
