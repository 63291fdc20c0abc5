import { compactVerify, decodeProtectedHeader, importJWK } from 'jose';
import { z } from 'zod';
import { isContext } from '../../src/domain/operation/package-role.ts';
import { auditVerdict, type ShownOperation } from '../people/api-shapes.ts';
import { showOperation } from '../people/watch.ts';
import type { LedgerRow } from '../stack/control-client.ts';
import type { ComputeOutcome } from './compute.ts';
import { expectEqual, headline, Mismatch } from './progress.ts';
import type { Scene } from './scene.ts';

/** What the demo has done, for the proofs at its end. */
export interface Played {
  readonly datasets: readonly ShownOperation[];
  readonly discarded: ShownOperation;
  readonly infected: ShownOperation;
  /** Released, and then revoked. */
  readonly released: ShownOperation;
  /** How many files without approval were outside before that. */
  readonly unapproved: number;
  readonly returned: ShownOperation;
  readonly expired: ShownOperation;
  readonly compute: ComputeOutcome;
}

const dataContainers = ['ingress', 'released', 'datasets', 'exports', 'review', 'returned'];
/** Where the reading room may write: none of them holds research data. */
const roomContainers = ['evidence', 'places', 'views'];
/** Its lock, and the queue that wakes it. */
const roomHost = ['locks', 'look'];
const keySet = z.object({ keys: z.array(z.looseObject({ kid: z.string() })) });

/** Looks at what really lies in storage, in the audit and in the receipts, and prints one line per proof. Throws Mismatch at the first that fails. */
export async function prove(scene: Scene, played: Played): Promise<void> {
  headline('Proofs');
  for (const dataset of played.datasets) console.log(`  dataset ${describe(dataset)}`);
  const originals = await scene.stack.control.blobs('public', 'ingress');
  expectEqual('originals left', 0, originals.length);
  console.log('  originals left: 0');
  const released = await showOperation(scene.ops, 'exports', scene.project, played.released.id);
  const returned = await showOperation(scene.ops, 'exports', scene.project, played.returned.id);
  const expired = await showOperation(scene.ops, 'exports', scene.project, played.expired.id);
  for (const one of [released, returned, expired]) console.log(`  export ${describeExport(one)}`);
  console.log(`  compute plan before: ${played.compute.before} actions, after: ${played.compute.after}`);
  console.log(`  unapproved files released: ${played.unapproved}`);
  await proveAudit(scene);
  await proveReceipts(scene, [...played.datasets, played.discarded, played.infected, released, returned, expired]);
  proveIdentities(await scene.stack.control.ledger());
}

function describe(dataset: ShownOperation): string {
  const { count = 0, bytes = 0, digest = '' } = dataset.source ?? {};
  return `${dataset.name} v${dataset.version}: ${count} files, ${bytes} bytes, digest ${digest.slice(0, 16)}…`;
}

function describeExport(one: ShownOperation): string {
  const decisions =
    (one.decisions ?? []).map(({ name, choice }) => `${name}: ${choice}`).join(', ') || 'nobody decided';
  return `${one.name} ${one.state} (${decisions}), digest ${one.package?.digest.slice(0, 16)}…`;
}

/** Every blob in `released` must belong to a package that two people approved, and be one of its files. */
export async function countUnapproved(scene: Scene, released: ShownOperation): Promise<number> {
  const approvals = (released.decisions ?? []).filter(({ choice }) => choice === 'approve').length;
  const folder = `${scene.project}/${released.name}/${released.id}/`;
  const frozenFolder = `${scene.project}/${released.id}/`;
  const frozen = await scene.stack.control.blobs('secure', 'review');
  const approved = new Map(
    frozen
      .filter(({ name }) => name.startsWith(frozenFolder))
      .map(({ name, md5 }) => [name.slice(frozenFolder.length), md5] as const)
      // Approvers saw it, and it never leaves.
      .filter(([path]) => !isContext(path)),
  );
  const there = await scene.stack.control.blobs('public', 'released');
  const unapproved = there.filter(
    ({ name, md5 }) => approvals < 2 || !name.startsWith(folder) || approved.get(name.slice(folder.length)) !== md5,
  );
  expectEqual('unapproved files released', 0, unapproved.length);
  expectEqual('released files', approved.size, there.length);
  return unapproved.length;
}

async function proveAudit(scene: Scene): Promise<void> {
  const verdict = auditVerdict.parse(await scene.ops.ask('GET', 'ops/audit/verify'));
  if (!verdict.ok) throw new Mismatch(`the audit does not verify: ${JSON.stringify(verdict.chains)}`);
  const events = verdict.chains.reduce((sum, { count = 0 }) => sum + count, 0);
  console.log(`  audit: ${events} events, chain intact`);
}

async function proveReceipts(scene: Scene, operations: readonly ShownOperation[]): Promise<void> {
  const answer = await fetch(`${scene.stack.baseUrl}/api/receipts/keys`);
  const { keys } = keySet.parse(await answer.json());
  let verified = 0;
  for (const { id, name } of operations) {
    const list = id.startsWith('ing_') ? 'datasets' : 'exports';
    const { receipts = {} } = await showOperation(scene.ops, list, scene.project, id);
    if (Object.keys(receipts).length === 0) throw new Mismatch(`${name} (${id}) has no receipt`);
    for (const jws of Object.values(receipts)) {
      const { kid } = decodeProtectedHeader(jws);
      const key = keys.find((candidate) => candidate.kid === kid);
      if (key === undefined) throw new Mismatch(`the receipt of ${name} names the key ${kid}, which is not published`);
      await compactVerify(jws, await importJWK(key, 'EdDSA'));
      verified += 1;
    }
  }
  console.log(`  receipts: ${verified} verified`);
}

/** The gateway's count per identity: the control plane only lists data, the reading room writes what it found, the trigger only asks for properties. */
function proveIdentities(ledger: readonly LedgerRow[]): void {
  const data = ledger.filter(
    ({ service, place, outcome }) => service === 'blob' && outcome === 'allowed' && dataContainers.includes(place),
  );
  const byControl = data.filter(({ identity }) => identity === 'id-control');
  const byTrigger = data.filter(({ identity }) => identity === 'id-trigger');
  const reads = byControl.filter(({ action }) => action !== 'ListBlobs');
  expectEqual('requests of id-control to data that are no listing', 0, total(reads));
  const others = byTrigger.filter(({ method, place }) => method !== 'HEAD' || !['ingress', 'exports'].includes(place));
  expectEqual('requests of id-trigger that are no HEAD to ingress or exports', 0, total(others));
  const byRoom = ledger.filter(({ identity, outcome }) => identity === 'id-inspect' && outcome === 'allowed');
  const written = byRoom.filter(({ method }) => method !== 'GET' && method !== 'HEAD');
  const elsewhere = written.filter(({ place }) => ![...roomContainers, ...roomHost].includes(place));
  expectEqual('requests of id-inspect that write anywhere else', 0, total(elsewhere));
  // Of two sweeps at once the second creates a notice or a part of the second copy that stands, and a process that begins what is signed of the audit: all are refused as in Azure.
  const createdTwice = ['notices', 'tree', 'copy'];
  const refused = ledger.filter(
    ({ identity, outcome, place }) =>
      outcome === 'refused' && identity.startsWith('id-') && !createdTwice.includes(place),
  );
  const which = refused.map(({ identity, action, place }) => ` (${identity}: ${action} of ${place})`).join('');
  expectEqual(`requests of our identities that the gateway refused${which}`, 0, total(refused));
  console.log(`  id-control: ${total(byControl)} listings of data containers, 0 reads`);
  const blobs = written.filter(({ place }) => roomContainers.includes(place));
  console.log(`  id-inspect: ${total(blobs)} blobs written, wrote nothing but evidence, places, views, and its lock`);
  console.log(`  id-trigger: ${total(byTrigger)} HEAD, 0 other requests`);
}

function total(rows: readonly LedgerRow[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0);
}
