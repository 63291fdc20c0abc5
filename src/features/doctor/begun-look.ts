import type { Workflows } from '../../ports/workflows.ts';
import { type Check, checks } from './domain/checks.ts';
import { type CheckLine, type DoctorReport, reportOf } from './domain/report.ts';
import { type DoctorPorts, runDoctor } from './run-doctor.ts';

/** A report of what has come, and the checks that are still asked. */
export interface PartOfReport {
  readonly report: DoctorReport;
  readonly unanswered: readonly Check[];
  /** Names the look to whoever comes again. */
  readonly begun: string;
}

/** Ticks are counted, not time: a process that gets no time to work learns of nothing. */
const usualTickMs = 250;
const quietTicks = 8;

/** A look that goes on while a page shows what came of it so far. */
export class BegunLook {
  readonly begun: string;
  readonly #lines = new Map<string, CheckLine>();
  readonly #whole: Promise<unknown>;

  constructor(ports: DoctorPorts, workflows: Pick<Workflows, 'wake'>) {
    this.begun = ports.clock.now().toISOString();
    this.#whole = runDoctor(ports, workflows, undefined, (line) => this.#lines.set(line.id, line));
  }

  /** What has come once all has, or once nothing has come for a while. */
  async shown(tickMs = usualTickMs): Promise<PartOfReport> {
    for (let quiet = 0; this.#lines.size < checks.length && quiet < quietTicks; ) {
      const before = this.#lines.size;
      await this.#tick(tickMs);
      quiet = this.#lines.size > before ? 0 : quiet + 1;
    }
    const lines = checks.flatMap(({ id }) => this.#lines.get(id) ?? []);
    return {
      report: reportOf(lines, new Date(this.begun)),
      unanswered: checks.filter(({ id }) => !this.#lines.has(id)),
      begun: this.begun,
    };
  }

  async #tick(milliseconds: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise((resolve) => {
      timer = setTimeout(resolve, milliseconds);
    });
    await Promise.race([this.#whole, over]).finally(() => clearTimeout(timer));
  }
}
