import { receiptKeys } from '../../../src/activities/lifecycle/receipts.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import { type ReceiptReader, receiptReader } from '../../../src/features/verification/listed-receipts.ts';
import type { BadReceipt, Finding, ProofPorts } from '../../../src/features/verification/proof-report.ts';
import { bringIn } from '../../memory/bring-in.ts';
import { letOut } from '../../memory/let-out.ts';
import { MemoryWorld } from '../../memory/world.ts';

/** A world in which a dataset of two files came in and a package of one file was let out: all that verification reads of them is right. */
export interface FinishedWorld {
  readonly ports: ProofPorts;
  readonly receipts: ReceiptReader;
  readonly dataset: Operation;
  readonly released: Operation;
}

export async function finishedWorld(): Promise<FinishedWorld> {
  const world = new MemoryWorld(1);
  const { ports } = world;
  await world.project();
  await bringIn(world);
  await letOut(world);
  const [dataset] = (await ports.register.list('ingress', 'heart-study')).items;
  const [released] = (await ports.register.list('export', 'heart-study')).items;
  if (dataset?.state !== 'available' || released?.state !== 'released') throw new Error('the world did not finish');
  return { ports, receipts: receiptReader(ports.manifests, await receiptKeys(ports)), dataset, released };
}

/** Parts of stores that answer otherwise than in the world. */
export interface Otherwise {
  readonly audit?: Partial<ProofPorts['audit']>;
  readonly register?: Partial<ProofPorts['register']>;
  readonly projects?: Partial<ProofPorts['projects']>;
  readonly manifests?: Partial<ProofPorts['manifests']>;
  readonly decisions?: ProofPorts['decisions'];
  readonly takes?: ProofPorts['takes'];
  readonly receipts?: ReceiptReader;
}

/** The stores and receipts of a world, some of which answer otherwise. */
export function sourcesWith(
  { ports, receipts: kept }: FinishedWorld,
  { audit, register, projects, manifests, receipts = kept, ...others }: Otherwise,
): { readonly ports: ProofPorts; readonly receipts: ReceiptReader } {
  const changed: ProofPorts = {
    ...{ ...ports, ...others },
    audit: { ...ports.audit, ...audit },
    register: { ...ports.register, ...register },
    projects: { ...ports.projects, ...projects },
    manifests: { ...ports.manifests, ...manifests },
  };
  return { ports: changed, receipts };
}

/** Findings as lines that begin with the kind of their record. */
export function asLines(bad: readonly BadReceipt[], findings: readonly Finding[]): string[] {
  return [
    ...bad.map(({ name, why }) => `receipt ${name}: ${why}`),
    ...findings.map(({ record, key, why }) => `${record} ${key}: ${why}`),
  ];
}
