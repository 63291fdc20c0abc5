import { type AuditEvent, genesisHash, lineHash, parseChainLine } from '../../../src/domain/audit/chain-line.ts';
import type { RecordedDefinitions } from '../../../src/features/verification/verify-definition.ts';
import { LineCheck } from '../../../src/features/verification/verify-lines.ts';
import { collect } from '../../contract/samples.ts';
import { asLines, type FinishedWorld, finishedWorld, type Otherwise, sourcesWith } from './finished-world.ts';

const project = 'heart-study';

/** Where the chain stands at a line. */
export const stateAt = (count: number, hash = 'f'.repeat(64)) => ({
  ...{ count, hash, before: genesisHash },
  head: { count, hash },
});

/** The lines of a project in which all ended well, and what is untrue of them where stores answer otherwise. */
export class ToldWorld {
  readonly world: FinishedWorld;
  readonly lines: readonly string[];
  readonly told: readonly AuditEvent[];

  private constructor(world: FinishedWorld, lines: readonly string[]) {
    this.world = world;
    this.lines = lines;
    this.told = lines.map((line) => parseChainLine(line).event);
  }

  static async begin(): Promise<ToldWorld> {
    const world = await finishedWorld();
    return new ToldWorld(world, await collect(world.ports.audit.lines(project)));
  }

  /** The first line of a kind. */
  of(kind: string): AuditEvent {
    const event = this.told.find((one) => one.kind === kind);
    if (event === undefined) throw new Error(`no line of the kind ${kind}`);
    return event;
  }

  check(otherwise: Otherwise = {}, from?: RecordedDefinitions): LineCheck {
    const sources = sourcesWith(this.world, otherwise);
    return new LineCheck(sources, sources, project, from);
  }

  /** What is untrue of these events, at the end of a chain of which nothing else was read. */
  async found(events: readonly AuditEvent[], otherwise: Otherwise = {}): Promise<string[]> {
    const check = this.check(otherwise);
    for (const event of events) check.take(event, stateAt(1_000_000));
    return await untrue(check);
  }

  /** What is untrue of the whole chain, each line at its place. */
  async foundInAll(otherwise: Otherwise = {}): Promise<string[]> {
    const check = this.check(otherwise);
    for (const [index, line] of this.lines.entries())
      check.take(parseChainLine(line).event, stateAt(index + 1, lineHash(line)));
    return await untrue(check);
  }
}

/** What is untrue of what was taken, each as a line that begins with the kind of its record. */
async function untrue(check: LineCheck): Promise<string[]> {
  return (await check.checkTaken()).flatMap(({ bad, finding }) =>
    asLines(bad === undefined ? [] : [bad], finding === undefined ? [] : [finding]),
  );
}
