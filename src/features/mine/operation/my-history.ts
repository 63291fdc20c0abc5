import type { Happened } from '../../../domain/history/history.ts';
import type { PublishedVersion, Submission } from '../../../domain/operation/operation.ts';
import type { ShownQuestion } from '../../../domain/review/shown-question.ts';
import type { MyDataset, MyPackage } from '../mine.ts';
import type { MyFiles } from './my-files.ts';

/** What can be asked for at the page, by the end of its address. */
export type MineAct = 'purpose' | 'answer' | 'correction' | 'withdraw' | 'discard';

export interface TypedSubmission extends Submission {
  readonly by: { readonly oid: string; readonly name: string };
}

export interface MyHistory {
  readonly at: string;
  readonly thing:
    | { readonly door: 'ingress'; readonly dataset: MyDataset }
    | { readonly door: 'export'; readonly package: MyPackage };
  readonly submission?: TypedSubmission;
  readonly history: readonly Happened[];
  readonly isWhole: boolean;
  readonly acts: readonly MineAct[];
  /** What approvers asked about a package. */
  readonly questions: readonly ShownQuestion[];
  /** Packages that went back before, which this one may go on with. */
  readonly earlier: readonly { readonly id: string; readonly label?: string; readonly since: string }[];
  readonly versions: readonly PublishedVersion[];
  /** Where older ones are looked for; null when there are none. */
  readonly olderVersions: string | null;
  /** Signed receipts by kind, for the owners of a dataset. */
  readonly receipts: Readonly<Record<string, string>>;
  /** The first files of a dataset, once they were listed. */
  readonly files?: MyFiles;
}
