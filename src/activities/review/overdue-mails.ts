import { outsideRound, outsideView } from '../../domain/notification/outside-view.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { Project } from '../../domain/project/project.ts';
import type { Round } from '../../domain/review/round.ts';
import { messagesAbout } from '../notification/pending-messages.ts';
import type { FlowSettings } from '../operation/settings.ts';

/** What approvers and operators are told once a round that is kept open is past its deadline. */
export function overdueMails(
  settings: Pick<FlowSettings, 'publicBaseUrl'>,
  operation: Operation,
  round: Round,
  project: Project,
) {
  const { deadline } = round;
  const told = outsideRound(round, project);
  const news = { occasion: 'overdue', about: outsideView(operation), round: told, at: told.deadline } as const;
  const step = overdueStep(round);
  return messagesAbout(settings, news, project).map((one) => ({ operation, step, since: deadline, ...one }));
}

export function overdueStep({ number, deadline }: Round): string {
  return ['overdue', number, digits(deadline)].join('-');
}

/** A time as a part of a step's name. */
export function digits(time: string): string {
  return time.replace(/\D/g, '');
}
