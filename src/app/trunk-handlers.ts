import type { groups } from '../api/description.ts';
import type { trunk } from '../api/trunk.ts';
import type { compute } from '../compute/descriptions.ts';
import { applyPlan, showPlan } from '../compute/functions/compute.ts';
import { showComputeHours } from '../compute/functions/compute-hours.ts';
import { startByOperator } from '../compute/functions/start-machine.ts';
import { endingsOf } from '../features/impact/check-route.ts';
import type { HandlersOf } from '../functions/base/wing.ts';
import { beginHold, endHold, listHolds } from '../functions/operation/holds.ts';
import { listFiles, showMails, showUsedBy } from '../functions/operation/operation-parts.ts';
import {
  listOperations,
  operationAnswer,
  showDataset,
  showExport,
  showReceipt,
} from '../functions/operation/operations.ts';
import { actHandler } from '../functions/operation/operator-acts.ts';
import { discardRefusedAt, listRefused } from '../functions/operation/refused.ts';
import { listAbsences, markAway, markBack } from '../functions/people/absences.ts';
import { accessAnswer, showAccessReview } from '../functions/people/access-review.ts';
import { clear, correct, listPeople } from '../functions/people/people.ts';
import { showPeople } from '../functions/people/project-people.ts';
import { lift, suspend } from '../functions/people/suspensions.ts';
import { confirmPending, putProject, takeBackPending } from '../functions/project/change-project.ts';
import { askToClose } from '../functions/project/close-project.ts';
import { showDiff } from '../functions/project/compare-versions.ts';
import { goBackOnChange } from '../functions/project/go-back.ts';
import { listProjects } from '../functions/project/list-projects.ts';
import { listVersions, showProject, showVersion } from '../functions/project/projects.ts';
import { showReview, takeDecision } from '../functions/review/review.ts';
import { downloadManifest, showFiles } from '../functions/review/review-files.ts';
import { showApiDocument, showApiPage } from '../functions/system/api-document.ts';
import { askAudit } from '../functions/system/audit-query.ts';
import { health } from '../functions/system/health.ts';
import { showReceiptKeys } from '../functions/system/receipt-keys.ts';
import { sweepNow } from '../functions/system/sweep.ts';
import type { Handler } from '../web/handler.ts';
import { reading } from '../web/reading.ts';
import { finishSignIn, signOut, startSignIn } from '../web/sign-in.ts';
import { api } from './api.ts';
import type { Services } from './services.ts';

/** What answers the routes of the trunk: it is loaded once one of them is asked. */
export function trunkHandlers(services: Services): HandlersOf<Trunk> {
  return { ...opsHandlers(services), ...actHandlers(services), ...pageHandlers(services) };
}

type Handlers<Of extends keyof typeof groups> = Readonly<Record<NamesOf<Of>, Handler>>;
type Trunk = typeof trunk & typeof compute;
type NamesOf<Of> = { [Name in keyof Trunk]: Trunk[Name]['group'] extends Of ? Name : never }[keyof Trunk];

function opsHandlers(
  services: Services,
): Handlers<'projects' | 'people' | 'operations' | 'holds' | 'compute' | 'audit' | 'system'> {
  return {
    listProjects: reading(services, api.listProjects, listProjects),
    showProject: showProject(services),
    putProject: putProject({ ...services, endingsOf: endingsOf(services) }),
    listVersions: reading(services, api.listVersions, listVersions),
    showDiff: reading(services, api.showDiff, showDiff),
    showVersion: showVersion(services),
    confirmChange: confirmPending(services),
    takeBackChange: takeBackPending(services),
    closeProject: askToClose(services),
    goBackOnChange: goBackOnChange(services),
    accessReview: reading(services, api.accessReview, showAccessReview, accessAnswer),
    showPeople: reading(services, api.showPeople, showPeople),
    knownPeople: reading(services, api.knownPeople, listPeople),
    correctPerson: correct(services),
    clearPerson: clear(services),
    suspendPerson: suspend(services),
    liftSuspension: lift(services),
    listAbsences: reading(services, api.listAbsences, listAbsences),
    markAway: markAway(services),
    markBack: markBack(services),
    listHolds: reading(services, api.listHolds, listHolds),
    holdAll: beginHold(services, 'all'),
    liftHoldOfAll: endHold(services, 'all'),
    holdProject: beginHold(services, 'project'),
    liftHold: endHold(services, 'project'),
    listDatasets: reading(services, api.listDatasets, listOperations('ingress')),
    showDataset: reading(services, api.showDataset, showDataset, operationAnswer),
    listExports: reading(services, api.listExports, listOperations('export')),
    showExport: reading(services, api.showExport, showExport, operationAnswer),
    datasetReceipt: showReceipt(services, 'ingress'),
    exportReceipt: showReceipt(services, 'export'),
    datasetFiles: reading(services, api.datasetFiles, listFiles('ingress')),
    exportFiles: reading(services, api.exportFiles, listFiles('export')),
    usedBy: reading(services, api.usedBy, showUsedBy),
    listRefused: reading(services, api.listRefused, listRefused),
    datasetMails: reading(services, api.datasetMails, showMails('ingress')),
    exportMails: reading(services, api.exportMails, showMails('export')),
    computeHours: reading(services, api.computeHours, showComputeHours),
    startMachine: startByOperator(services),
    planCompute: reading(services, api.planCompute, showPlan),
    applyCompute: applyPlan(services),
    sweepNow: sweepNow(services),
    askAudit: askAudit(services),
    receiptKeys: showReceiptKeys(services),
    health: health(services),
    apiDocument: showApiDocument(),
    apiPage: showApiPage(),
  };
}

function actHandlers(services: Services): Handlers<'acts'> {
  return {
    retryDataset: actHandler(services, 'ingress', 'retry'),
    stopDataset: actHandler(services, 'ingress', 'stop'),
    discardDataset: actHandler(services, 'ingress', 'discard'),
    withdrawDataset: actHandler(services, 'ingress', 'withdraw'),
    retractDataset: actHandler(services, 'ingress', 'retract'),
    retryExport: actHandler(services, 'export', 'retry'),
    stopExport: actHandler(services, 'export', 'stop'),
    discardExport: actHandler(services, 'export', 'discard'),
    giveBackExport: actHandler(services, 'export', 'giveBack'),
    withdrawExport: actHandler(services, 'export', 'withdraw'),
    takeBackExport: actHandler(services, 'export', 'takeBack'),
    revokeExport: actHandler(services, 'export', 'revoke'),
    extendExport: actHandler(services, 'export', 'extend'),
    resendExport: actHandler(services, 'export', 'resend'),
    withoutEvidenceExport: actHandler(services, 'export', 'withoutEvidence'),
    passLimitExport: actHandler(services, 'export', 'passLimit'),
    discardRefusedDatasets: discardRefusedAt(services, 'ingress'),
    discardRefusedExports: discardRefusedAt(services, 'export'),
  };
}

function pageHandlers(services: Services): Handlers<'review' | 'session'> {
  return {
    reviewPage: showReview(services),
    reviewDecision: takeDecision(services),
    packageReviewPage: showReview(services),
    packageReviewDecision: takeDecision(services),
    reviewFiles: showFiles(services),
    reviewManifest: downloadManifest(services),
    packageReviewFiles: showFiles(services),
    packageReviewManifest: downloadManifest(services),
    signIn: startSignIn(services),
    signInCallback: finishSignIn(services),
    signOut: signOut(services),
  };
}
