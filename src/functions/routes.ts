import type { HttpMethod } from '@azure/functions';
import { acts, routeOfAct } from '../domain/acts.ts';
import { type Door, doors } from '../domain/door.ts';
import type { Handler } from '../web/handler.ts';
import { onlyOnce } from '../web/only-once.ts';
import { finishSignIn, signOut, startSignIn } from '../web/sign-in.ts';
import { listAbsences, markAway, markBack } from './absences.ts';
import { showReceiptKeys, verifyAudit } from './audit.ts';
import { confirmPending, putProject, takeBackPending } from './change-project.ts';
import { askToClose } from './close-project.ts';
import { applyPlan, showPlan } from './compute.ts';
import { showDashboard } from './dashboard.ts';
import { health } from './health.ts';
import { beginHold, endHold, listHolds } from './holds.ts';
import { showMine, showMineData, showMyOperation, showMyOperationData } from './mine.ts';
import { sayAway, sayBack } from './mine-absence.ts';
import { actOnMine } from './mine-acts.ts';
import { listOperations, showOperation } from './operations.ts';
import { listProjects, listVersions, showProject, showVersion } from './projects.ts';
import { rebuildRegister } from './rebuild.ts';
import { showReview, takeDecision } from './review.ts';
import { downloadManifest, showFiles } from './review-files.ts';
import type { Services } from './services.ts';
import { steer } from './steering.ts';
import { lift, suspend } from './suspensions.ts';
import { sweepNow } from './sweep.ts';
import { showWeeks } from './weeks.ts';

/** One HTTP function. `kind` says how a refusal is told: as a page to people, as problem+json to programs. */
export interface Route {
  readonly name: string;
  readonly methods: HttpMethod[];
  /** Below /api. Must not begin with `admin`: the host refuses that. */
  readonly route: string;
  readonly kind: 'page' | 'data';
  readonly handler: Handler;
}

const page = (name: string, methods: HttpMethod[], route: string, handler: Handler): Route => {
  return { name, methods, route, kind: 'page', handler };
};
const data = (name: string, method: HttpMethod, route: string, handler: Handler): Route => {
  return { name, methods: [method], route, kind: 'data', handler };
};

/** One route for each act at each door that has it: `retryDataset`, `giveBackExport` and so on. */
function steeringRoutes(services: Services): readonly Route[] {
  return doors.flatMap((door) =>
    acts
      .filter((act) => act.doors.includes(door))
      .map((act) => {
        const ending = door === 'ingress' ? 'Dataset' : 'Export';
        return data(`${act.name}${ending}`, 'POST', routeOfAct(act, door), steer(services, door, act.name));
      }),
  );
}

/** The pages of one operation at the door, for those who sent it. */
function mineRoutes(services: Services, door: Door): readonly Route[] {
  const [ending, place] = door === 'ingress' ? (['Dataset', 'datasets'] as const) : (['Export', 'exports'] as const);
  return [
    page(`my${ending}`, ['GET', 'HEAD'], `mine/${place}/{project}/{id}`, showMyOperation(services, door)),
    page(`actOnMy${ending}`, ['POST'], `mine/${place}/{project}/{id}/{act}`, actOnMine(services, door)),
    data(`my${ending}Data`, 'GET', `mine.json/${place}/{project}/{id}`, showMyOperationData(services, door)),
  ];
}

/** Every HTTP function of the app. Each checks its caller itself; none relies on function keys. */
export function routesOf(services: Services): readonly Route[] {
  return [
    page('reviewPage', ['GET', 'HEAD'], 'review/{handle}', showReview(services)),
    page('reviewDecision', ['POST'], 'review/{handle}', takeDecision(services)),
    page('packageReviewPage', ['GET', 'HEAD'], 'review/{project}/{id}', showReview(services)),
    page('packageReviewDecision', ['POST'], 'review/{project}/{id}', takeDecision(services)),
    page('reviewFiles', ['POST'], 'review/{handle}/files', showFiles(services)),
    page('reviewManifest', ['GET', 'HEAD'], 'review/{handle}/manifest', downloadManifest(services)),
    page('packageReviewFiles', ['POST'], 'review/{project}/{id}/files', showFiles(services)),
    page('packageReviewManifest', ['GET', 'HEAD'], 'review/{project}/{id}/manifest', downloadManifest(services)),
    page('signIn', ['GET'], 'sign-in', startSignIn(services)),
    page('signInCallback', ['GET'], 'sign-in/callback', finishSignIn(services)),
    page('signOut', ['POST'], 'sign-out', signOut(services)),
    page('mine', ['GET', 'HEAD'], 'mine', showMine(services)),
    page('sayAway', ['POST'], 'mine/away', sayAway(services)),
    page('sayBack', ['POST'], 'mine/back', sayBack(services)),
    data('mineData', 'GET', 'mine.json', showMineData(services)),
    ...doors.flatMap((door) => mineRoutes(services, door)),
    page('dashboard', ['GET', 'HEAD'], 'ops', showDashboard(services)),
    data('listProjects', 'GET', 'ops/projects', listProjects(services)),
    data('showProject', 'GET', 'ops/projects/{project}', showProject(services)),
    data('putProject', 'PUT', 'ops/projects/{project}', putProject(services)),
    data('listVersions', 'GET', 'ops/projects/{project}/versions', listVersions(services)),
    data('showWeeks', 'GET', 'ops/projects/{project}/weeks', showWeeks(services)),
    data('showVersion', 'GET', 'ops/projects/{project}/versions/{hash}', showVersion(services)),
    data('confirmChange', 'POST', 'ops/projects/{project}/changes/{id}/confirm', confirmPending(services)),
    data('takeBackChange', 'DELETE', 'ops/projects/{project}/changes/{id}', takeBackPending(services)),
    data('closeProject', 'POST', 'ops/projects/{project}/close', askToClose(services)),
    data('suspendPerson', 'POST', 'ops/projects/{project}/people/{oid}/suspend', suspend(services)),
    data('liftSuspension', 'POST', 'ops/projects/{project}/people/{oid}/lift', lift(services)),
    data('listAbsences', 'GET', 'ops/absences', listAbsences(services)),
    data('markAway', 'POST', 'ops/people/{oid}/away', markAway(services)),
    data('markBack', 'POST', 'ops/people/{oid}/back', markBack(services)),
    data('listHolds', 'GET', 'ops/holds', listHolds(services)),
    data('holdAll', 'POST', 'ops/hold', beginHold(services, 'all')),
    data('liftHoldOfAll', 'POST', 'ops/hold/lift', endHold(services, 'all')),
    data('holdProject', 'POST', 'ops/projects/{project}/hold', beginHold(services, 'project')),
    data('liftHold', 'POST', 'ops/projects/{project}/hold/lift', endHold(services, 'project')),
    data('listDatasets', 'GET', 'ops/datasets', listOperations(services, 'ingress')),
    data('showDataset', 'GET', 'ops/datasets/{project}/{id}', showOperation(services, 'ingress')),
    data('listExports', 'GET', 'ops/exports', listOperations(services, 'export')),
    data('showExport', 'GET', 'ops/exports/{project}/{id}', showOperation(services, 'export')),
    ...steeringRoutes(services),
    data('planCompute', 'GET', 'ops/compute/{project}/plan', showPlan(services)),
    data('applyCompute', 'POST', 'ops/compute/{project}/apply', applyPlan(services)),
    data('sweepNow', 'POST', 'ops/sweep', sweepNow(services)),
    data('verifyAudit', 'GET', 'ops/audit/verify', verifyAudit(services)),
    data('rebuildRegister', 'POST', 'ops/register/rebuild', rebuildRegister(services)),
    data('receiptKeys', 'GET', 'receipts/keys', showReceiptKeys(services)),
    data('health', 'GET', 'health', health(services)),
  ].map((route) => (isChange(route) ? { ...route, handler: onlyOnce(services, route.name, route.handler) } : route));
}

/** Whether programs change something by the route. */
function isChange({ kind, methods }: Route): boolean {
  return kind === 'data' && !methods.includes('GET');
}
