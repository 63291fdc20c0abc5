import { calendarOf } from '../../domain/base/business-calendar.ts';
import { countText } from '../../domain/base/count-text.ts';
import { backSentences, publicState } from '../../domain/lifecycle/public-state.ts';
import {
  type besidesOf,
  outsideView,
  type RevealedDataset,
  released,
  waitOutside,
} from '../../domain/notification/outside-view.ts';
import { reasonsOfOutcome, typedAbout } from '../../domain/notification/said-outside.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import type { Project } from '../../domain/project/project.ts';
import { sizeText } from '../../pages/base/words.ts';
import { noticeOf } from '../../pages/notification/naming.ts';
import { openLines } from '../../pages/notification/operation/upload-rejected.ts';
import type { MyDataset, MyPackage } from './mine.ts';

const mostProblems = 20;

type Zoned = Pick<Project, 'title' | 'calendar' | 'compute'>;

function titleOf({ title, ...project }: Zoned): Pick<MyDataset, 'title' | 'timeZone'> {
  return { title, timeZone: calendarOf(project).timeZone };
}

export function myDataset(operation: RevealedDataset, of: Zoned): MyDataset {
  const { project, id, state, startedAt: receivedAt, since, name, version, source, problems } = operation;
  const shown = operation.state === 'rejected' ? openLines(problems) : [];
  const more = shown.length - mostProblems;
  return {
    ...{ project, ...titleOf(of), id, state, receivedAt, since },
    ...publicState(operation),
    ...yourTurn(operation.missing === undefined ? state : 'marker'),
    name,
    ...(version === undefined ? {} : { version }),
    ...(source === undefined ? {} : { files: source.count, bytes: source.bytes }),
    problems: [...shown.slice(0, mostProblems), ...(more > 0 ? [`and ${more} more`] : [])],
  };
}

/** What whoever sends through the door does next, in words to them. */
function yourTurn(what: string): { readonly you?: string } {
  const you = new Map([
    ['rejected', 'discard it, then send it again'],
    ['marker', 'put the empty file _COMPLETE into its folder'],
    ['purpose', 'type its purpose, then its approvers are asked'],
    ['question', 'answer the question of its approvers'],
  ]).get(what);
  return you === undefined ? {} : { you };
}

const releasedStates: readonly string[] = ['released', 'revoking', 'revoked'];

/** A package for the researchers of its project, outside; what stands beside its row is that of its open round. */
export function myPackage(
  operation: Operation,
  { egress, release: readers, ...of }: Zoned & Pick<Project, 'egress' | 'release'>,
  round: ReturnType<typeof besidesOf>,
): MyPackage {
  const view = outsideView(operation, { ...round, detail: egress.rejectionDetail });
  const { project, id, state, standing, received: receivedAt, since, back, rule } = view;
  const { label } = typedAbout(operation);
  // People approved what was released.
  const files = releasedStates.includes(state) ? released(operation).package : undefined;
  const size = files === undefined ? view.size : exactly(files);
  const notice = state === 'rejected' || state === 'failed' ? { notice: noticeOf(view) } : {};
  return {
    ...{ project, ...titleOf(of), id, state, receivedAt, since },
    ...waitOutside(view),
    ...yourTurn(standing === 'purpose' || standing === 'question' ? standing : state),
    ...(label === undefined ? {} : { label }),
    ...(size === undefined ? {} : { size }),
    ...(rule === undefined ? {} : { rule }),
    ...notice,
    ...(state === 'released' ? { released: { folder: `released/${project}/`, within: id, ...readers } } : {}),
    ...(back === undefined ? {} : { because: backSentences[back] }),
    reasons: back === undefined ? [] : reasonsOfOutcome(operation),
  };
}

function exactly({ count, bytes }: { readonly count: number; readonly bytes: number }): string {
  return `${countText(count, 'file')}, ${sizeText(bytes)}`;
}
