import { blobSignedLog } from '../../../src/azure/audit/signed-log.ts';
import type { AuditEvent } from '../../../src/domain/audit/chain-line.ts';
import { startTimeSlice } from '../../../src/domain/base/time-slice.ts';
import { consistencyProof } from '../../../src/domain/witness/tiles.ts';
import { beginWitness, compareNotes, requireConsistent, type Witness } from '../../../src/domain/witness/witness.ts';
import { growLog, type LogPorts } from '../../../src/features/witness/grow-log.ts';
import { rootsLog, type SignedLog } from '../../../src/ports/signed-log.ts';
import { checkpointKeys } from '../../../src/use-cases/audit/checkpoint-keys.ts';
import { Failures } from '../../../src/use-cases/base/failures.ts';
import { type Hook, noHook } from '../../memory/hook.ts';
import { MemoryWorld } from '../../memory/world.ts';

export const settings = { publicBaseUrl: 'https://tre.example.org' };

/** Events of each chain that happen in an hour, by what they say. */
export type Hour = Readonly<Record<string, readonly string[]>>;

const began = Date.parse('2026-03-01T10:20:00Z');

/** A deployment whose chains are written by hand and signed hour by hour. */
export class SignedHours {
  readonly world: MemoryWorld;
  readonly failures: string[] = [];
  publicBaseUrl = settings.publicBaseUrl;
  /** Whether each note that stood after a signing goes on from the one before. */
  isConsistent = true;
  #seen: Witness | undefined;
  #hour = 0;

  constructor(hook: Hook = noHook) {
    this.world = new MemoryWorld(7, hook);
  }

  get ports(): LogPorts {
    const at = new Date(began + this.#hour * 3_600_000);
    return { ...this.world.ports, clock: { now: () => at } };
  }

  /** The next hour, with nothing signed yet. */
  tick(): void {
    this.#hour += 1;
  }

  /** The store as another process has it. */
  another(): SignedLog {
    return blobSignedLog(this.world.storage.container('control', 'tree'));
  }

  /** The same hour once more, by a process that knows nothing. */
  async again(): Promise<void> {
    await this.sign({ ...this.ports, signedLog: this.another() });
  }

  /** Lets all that happen and signs it once the hour is over. */
  async pass(hour: Hour = {}): Promise<void> {
    await this.happen(hour);
    this.tick();
    await this.sign();
  }

  async happen(hour: Hour): Promise<void> {
    for (const [chain, said] of Object.entries(hour))
      await this.world.ports.audit.append(
        chain,
        said.map((text) => eventOf(chain, text)),
      );
  }

  async sign(ports: LogPorts = this.ports): Promise<void> {
    const failures = new Failures();
    await growLog(ports, this, { share: startTimeSlice(ports.clock, 600), failures });
    await this.#see();
    try {
      failures.throwAny();
    } catch (error) {
      this.failures.push(error instanceof Error ? error.message : String(error));
    }
  }

  async #see(): Promise<void> {
    const note = await this.note();
    if (note === '') return;
    this.#seen ??= beginWitness(note, await checkpointKeys(this.world.ports, this), '');
    const step = compareNotes(this.#seen, note);
    try {
      requireConsistent(step, await this.proof(step.before.size, step.now.size));
    } catch {
      this.isConsistent = false;
    }
    this.#seen = { ...this.#seen, note };
  }

  async note(): Promise<string> {
    return (await this.another().newest())?.note ?? '';
  }

  async proof(from: number, to: number): Promise<string[]> {
    const signedLog = this.another();
    const hashes = await consistencyProof(from, to, (place) => signedLog.readTile(rootsLog, place));
    return hashes.map((hash) => hash.toString('base64'));
  }
}

function eventOf(project: string, text: string): AuditEvent {
  const at = '2026-03-01T10:00:00.000Z';
  return { id: text, at, kind: 'project.noted', project, operation: null, actor: 'control-plane', data: { text } };
}
