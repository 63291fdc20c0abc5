import type { Attributes } from '../../domain/telemetry/trace-span.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import type { ComputePlan } from '../domain/plan.ts';
import type { AppliedAction } from './apply.ts';

export interface TracePorts {
  readonly telemetry: Pick<Telemetry, 'span'>;
  now(): Date;
}

/**
 * The spans of one run: it observes once, and plans and applies for each project. No two runs begin at the same millisecond for the same
 * subject, so that is what names the run.
 */
export class RunTrace {
  readonly #ports: TracePorts;
  readonly #began: Date;
  readonly #id: string;

  /** `subject`: the project whose plan somebody applies, or all of them. */
  constructor(ports: TracePorts, subject: string) {
    this.#ports = ports;
    this.#began = ports.now();
    this.#id = `reconcile/${subject}/${this.#began.toISOString()}`;
  }

  /** Does all of it, and tells how long that took, also when it fails. */
  async whole<T>(work: () => Promise<T>): Promise<T> {
    return await this.#timed({ id: this.#id, name: 'reconcile' }, this.#began, work, () => ({}));
  }

  async observing<T>(work: () => Promise<T>): Promise<T> {
    return await this.#timed(this.#part('observe'), this.#ports.now(), work, () => ({}));
  }

  /** Tells of a plan that was made since that time, and what is done with it. */
  planned({ project, actions }: ComputePlan, outcome: string, since: Date): void {
    const attributes = { ...about(project), 'sallyport.actions': actions.length, 'sallyport.outcome': outcome };
    this.#tell(this.#part('plan', project), since, attributes);
  }

  async applying(
    { project }: ComputePlan,
    work: () => Promise<readonly AppliedAction[]>,
  ): Promise<readonly AppliedAction[]> {
    return await this.#timed(this.#part('apply', project), this.#ports.now(), work, (applied) => ({
      ...about(project),
      'sallyport.actions': applied.length,
      'sallyport.refused': applied.filter(({ error }) => error !== undefined).length,
    }));
  }

  #part(name: string, project = '') {
    return { id: `${this.#id}/${name}/${project}`, parent: this.#id, name };
  }

  async #timed<T>(
    span: { readonly id: string; readonly parent?: string; readonly name: string },
    start: Date,
    work: () => Promise<T>,
    attributesOf: (result: T) => Attributes,
  ): Promise<T> {
    try {
      const result = await work();
      this.#tell(span, start, attributesOf(result));
      return result;
    } catch (error) {
      this.#tell({ ...span, failed: true }, start, {});
      throw error;
    }
  }

  #tell(
    span: { readonly id: string; readonly parent?: string; readonly name: string; readonly failed?: true },
    start: Date,
    attributes: Attributes,
  ): void {
    const times = { start: start.toISOString(), end: this.#ports.now().toISOString() };
    this.#ports.telemetry.span({ trace: this.#id, ...span, ...times, attributes });
  }
}

function about(project: string): Attributes {
  return { 'sallyport.project': project };
}
