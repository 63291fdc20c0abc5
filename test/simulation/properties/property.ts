import type { AuditEvent } from '../../../src/domain/audit/chain-line.ts';
import type { ReceiptPayload } from '../../../src/domain/lifecycle/receipt.ts';
import type { Operation } from '../../../src/domain/operation/operation.ts';
import type { Project } from '../../../src/domain/project/project.ts';
import type { Decision } from '../../../src/domain/review/decision.ts';
import type { Round } from '../../../src/domain/review/round.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import type { ServiceCall } from '../../memory/hook.ts';
import type { AppInstance } from '../app-instance.ts';
import type { Effect } from '../effects.ts';
import type { World } from '../world.ts';

/** All that a schedule has left, when nothing changes any more. */
export interface End {
  readonly operations: readonly Operation[];
  readonly events: readonly AuditEvent[];
  readonly project: Project;
  /** Receipts of each operation, by the end of their names. */
  readonly receipts: ReadonlyMap<string, Readonly<Record<string, ReceiptPayload>>>;
  readonly reviews: ReadonlyMap<string, { readonly rounds: readonly Round[]; readonly decisions: readonly Decision[] }>;
}

/** What a property looks at. `god` reads everything at once, and no fault meets it. */
export interface Looking {
  readonly world: World;
  readonly god: Ports;
  /** Says that the property does not hold. */
  broken(why: string): void;
}

/** Whether a run of a pipeline is asked for. */
export function isRunAsked({ service, operation }: ServiceCall): boolean {
  return service === 'data-factory' && operation === 'start';
}

/** Whether a definition, or a version of one, is written. */
export function isDefinitionPut({ service, operation }: ServiceCall): boolean {
  return service === 'control/projects' && operation === 'put';
}

/** Whether a run is asked for, or a definition written. */
export function isRunOrDefinition(call: ServiceCall): boolean {
  return isRunAsked(call) || isDefinitionPut(call);
}

/** How long what was read before a store was lost may be acted on. */
const readLatelyMs = 2 * 60_000;

/** Whether a store was lost a moment ago. */
export function isJustLost({ lost, time }: World): boolean {
  return lost !== undefined && time.now().getTime() - lost.at < readLatelyMs;
}

/** Something that must be true in every schedule. */
export interface Property {
  /** In a few words, as it stands in front of each message. */
  readonly what: string;
  /** Also where rows were put back or forged; others speak of what the tables say. */
  readonly holdsAnyway?: true;
  watch(looking: Looking): {
    /** Called for each file that Data Factory wrote or removed, in that instant. */
    effect?(effect: Effect): Promise<void> | void;
    /** Whether a request is one that `call` looks at; without it each is. */
    concerns?(call: ServiceCall): boolean;
    /** Called for each request of the app that took effect, in that instant. */
    call?(call: ServiceCall, app: AppInstance): Promise<void> | void;
    /** Called once, at the end. */
    end?(end: End): Promise<void> | void;
  };
}

/** An error as a message shows it. */
export function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
