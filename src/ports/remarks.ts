import type { RemarkPage } from '../domain/review/remarks.ts';
import type { Stored } from './records.ts';

export interface RemarksOf {
  readonly exportId: string;
  readonly round: number;
  readonly approver: string;
}

/** A page of remarks that belongs to no decision yet. */
export interface DraftPage extends RemarkPage {
  readonly savedAt: string;
}

/** Remarks about single files: drafts, which change, and those that a decision holds the digest of, which never do. */
export interface RemarkStore {
  /** Pages in order. */
  drafts(of: RemarksOf): Promise<readonly Stored<DraftPage>[]>;
  /** With etag null it creates. Throws ConflictError when somebody wrote the page since. */
  saveDraft(of: RemarksOf, draft: DraftPage, etag: string | null): Promise<void>;
  /** Removes pages of a draft; what is gone already is no error. */
  forget(of: RemarksOf, pages: readonly number[]): Promise<void>;
  /** Removes every draft about the package, of all rounds and approvers; what was kept with a decision stays. */
  forgetDrafts(exportId: string): Promise<void>;
  /** Keeps the pages under their digest for ever; pages that stand are the same. */
  keep(exportId: string, digest: string, pages: readonly RemarkPage[]): Promise<void>;
  /** The pages that were kept under the digest, in order. */
  kept(exportId: string, digest: string): Promise<readonly RemarkPage[]>;
}
