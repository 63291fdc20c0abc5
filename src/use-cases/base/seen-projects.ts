import type { ChainEnd } from '../../ports/audit.ts';

interface SeenOnce {
  readonly version: string | undefined;
  readonly until: number;
}

/** What a process has seen, by the store or log that it asked. */
export type SeenMemory = WeakMap<object, Map<string, SeenOnce>>;

/**
 * The projects that this process has looked at: nothing of them can have changed until their chain has a new line, or until a time. A process that
 * has just begun has seen none.
 */
export class SeenProjects {
  readonly #projects: Map<string, SeenOnce>;
  readonly #versions: ReadonlyMap<string, string>;

  constructor(memory: SeenMemory, of: object, ends: readonly ChainEnd[]) {
    this.#projects = memory.get(of) ?? new Map<string, SeenOnce>();
    memory.set(of, this.#projects);
    this.#versions = new Map(ends.map(({ chain, version }) => [chain, version]));
  }

  isSeen(project: string, now: Date): boolean {
    const known = this.#projects.get(project);
    return known !== undefined && known.version === this.#versions.get(project) && now.getTime() < known.until;
  }

  note(project: string, until: Date): void {
    this.#projects.set(project, { version: this.#versions.get(project), until: until.getTime() });
  }
}
