import { calendarOf } from '../base/business-calendar.ts';
import { endOfBusinessDays, onWorkingDay } from '../base/business-time.ts';
import { daysLater } from '../base/time.ts';
import { usualBusinessDays } from '../project/approval-rules.ts';
import type { Project } from '../project/project.ts';
import type { DeadlineRule, Round } from './round.ts';

type Deadline = Required<Pick<Round, 'deadline' | 'deadlineRule'>>;

/** When a round that opens, or opens again, at that time ends by the rules of the project. It is reckoned once: a later calendar changes nothing. */
export function roundDeadline(project: Project, now: Date): Deadline {
  const { deadlineDays, deadlineBusinessDays = usualBusinessDays } = project.egress.approval;
  if (deadlineDays === undefined) return businessDeadline(project, deadlineBusinessDays, now);
  const deadlineRule = { from: now.toISOString(), days: deadlineDays };
  const deadline = onWorkingDay(calendarOf(project), daysLater(now, deadlineDays));
  return { deadline: deadline.toISOString(), deadlineRule };
}

/** The deadline that gives approvers so many whole business days of the project from that time on. */
export function businessDeadline(project: Project, businessDays: number, now: Date): Deadline {
  const deadlineRule = { from: now.toISOString(), businessDays };
  return { deadline: endOfBusinessDays(calendarOf(project), now, businessDays).toISOString(), deadlineRule };
}

export function deadlineRuleText(rule: DeadlineRule): string {
  if ('until' in rule) return `the end of ${rule.until}`;
  return 'days' in rule
    ? `${rule.days} days from ${rule.from}`
    : `${rule.businessDays} business days from ${rule.from}`;
}
