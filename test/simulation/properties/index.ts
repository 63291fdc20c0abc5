import { closingEnds } from './closing.ts';
import { computesEndTold } from './computes.ts';
import { evidenceIsWhatStood, inspectionsEnd } from './evidence.ts';
import { linesTellTheRows } from './folded.ts';
import { limitsHold } from './limits.ts';
import { whatIsLostIsShut } from './lost.ts';
import { nothingIsLost, originalsAreCopiedFirst, versionsStand } from './originals.ts';
import {
  appReadsNoData,
  holdsHold,
  mailsNameNothing,
  nobodyIsSpokenFor,
  onlyPeopleWhoMayDecideCount,
} from './people.ts';
import type { Property } from './property.ts';
import { questionsHoldForTheirTime } from './questions.ts';
import { effectsAreWrittenDown, movesFollowTheTables, nothingWaits, proofsHold } from './records.ts';
import { onlyApprovedBytesLeave, whatWasOutsideIsTold } from './released.ts';
import { computeConverges, daysAndLimitsHold, onlyScannedIsTaken } from './rules.ts';
import { runsFollowTheAudit } from './told.ts';
import { refusedIsTold, reviewsEnd, roomIsUsed } from './waits.ts';

/** What must be true in every schedule. */
export const properties: readonly Property[] = [
  onlyApprovedBytesLeave,
  originalsAreCopiedFirst,
  nothingIsLost,
  versionsStand,
  movesFollowTheTables,
  onlyPeopleWhoMayDecideCount,
  nobodyIsSpokenFor,
  effectsAreWrittenDown,
  proofsHold,
  linesTellTheRows,
  holdsHold,
  appReadsNoData,
  nothingWaits,
  computeConverges,
  computesEndTold,
  onlyScannedIsTaken,
  daysAndLimitsHold,
  mailsNameNothing,
  whatWasOutsideIsTold,
  closingEnds,
  reviewsEnd,
  questionsHoldForTheirTime,
  inspectionsEnd,
  evidenceIsWhatStood,
  roomIsUsed,
  refusedIsTold,
  runsFollowTheAudit,
  whatIsLostIsShut,
  limitsHold,
];
