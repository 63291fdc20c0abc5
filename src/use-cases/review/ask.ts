import type { DecisionVerdict } from '../../domain/review/approval.ts';
import type { SaidIn } from '../../domain/review/decision-event.ts';
import { type Asked, considerQuestion } from '../../domain/review/question.ts';
import { inOrder } from '../../domain/review/remarks.ts';
import type { Round } from '../../domain/review/round.ts';
import { roundEvents } from '../../domain/review/round-events.ts';
import type { AuditLog } from '../../ports/audit.ts';
import type { Clock } from '../../ports/ports.ts';
import { ConflictError, type DecisionStore } from '../../ports/records.ts';
import type { RemarkStore } from '../../ports/remarks.ts';
import { saveRemarks, type TakenRemarks } from './file-remarks.ts';
import type { FoundReview } from './find-review.ts';

/** What an approver says in a review, on its way from the form to the rows. */
export interface Spoken {
  readonly said: SaidIn;
  readonly consider: () => DecisionVerdict | Promise<DecisionVerdict>;
  /** Does what the first attempt of what stands already may have left undone. */
  readonly repeat: () => Promise<void>;
  /** False when somebody else changed the round first. */
  readonly write: (round: Round) => Promise<boolean>;
}

interface AskPorts {
  readonly decisions: Pick<DecisionStore, 'updateRound'>;
  readonly audit: Pick<AuditLog, 'append'>;
  readonly remarks: Pick<RemarkStore, 'drafts' | 'saveDraft' | 'keep'>;
  readonly clock: Clock;
}

interface Asking {
  readonly found: FoundReview;
  readonly asked: Asked;
  /** What is asked about single files. */
  readonly taken: TakenRemarks | undefined;
  readonly now: Date;
}

/** A question to the researchers: it is written into the round, which stays open. What it asks about files is no draft any more then. */
export function asking(ports: AskPorts, { found, asked, taken, now }: Asking): Spoken {
  const { round, decisions, project, stored } = found;
  const { exportId, number } = round;
  const { approver } = asked;
  const forget = async () => {
    const kept = inOrder(taken?.pages ?? []).map((remark) => ({ ...remark, question: false, text: '' }));
    await saveRemarks(ports, { exportId, round: number, approver }, kept, found.operation.package?.count ?? 0);
  };
  const finish = async (written: Round) => {
    await ports.audit.append(project.id, roundEvents(written));
    await forget();
  };
  return {
    said: { exportId, round: number, approver, project: project.id, at: now.toISOString(), choice: 'ask' },
    consider: () => considerQuestion({ round, decisions, project, now }, asked),
    repeat: () => finish(round),
    async write(value) {
      // Whoever reads the question finds what it holds the digest of.
      if (taken) await ports.remarks.keep(exportId, taken.summary.digest, taken.pages);
      try {
        await ports.decisions.updateRound({ value, etag: stored.etag });
      } catch (error) {
        if (error instanceof ConflictError) return false;
        throw error;
      }
      await finish(value);
      return true;
    },
  };
}
