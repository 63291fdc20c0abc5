import type { JWK } from 'jose';
import { messageOf } from '../../domain/base/errors.ts';
import { closedEventId, closureDisagrees, closureName } from '../../domain/definition/closure.ts';
import { type ClosurePayload, verifySigned } from '../../domain/lifecycle/receipt.ts';
import type { Operation } from '../../domain/operation/operation.ts';
import { closedSchema } from '../../domain/project/project.ts';
import type { BadReceipt, PartProof, ProofPorts } from './proof-report.ts';

/** Holds the receipts of a project that was closed against what the audit and the register say of it. */
export class ClosureCheck {
  readonly #ports: ProofPorts;
  readonly #keys: readonly JWK[];
  readonly #project: string;
  readonly #closures = new Map<string, ClosurePayload>();

  constructor(ports: ProofPorts, keys: readonly JWK[], project: string) {
    this.#ports = ports;
    this.#keys = keys;
    this.#project = project;
  }

  /** Reads them; once the audit says that the closing has come to its end, its receipt must be there. */
  async read(): Promise<PartProof> {
    const bad: BadReceipt[] = [];
    for (const releases of closedSchema.shape.releases.options) {
      const name = closureName(this.#project, releases);
      try {
        const jws = await this.#ports.manifests.readReceipt(name);
        if (jws !== undefined) this.#closures.set(name, await this.#verify(name, jws));
        else if (await this.#ports.audit.holds(this.#project, closedEventId(name)))
          bad.push({ name, why: 'It is missing: the audit tells that the project is closed' });
      } catch (error) {
        bad.push({ name, why: messageOf(error) });
      }
    }
    return { verified: this.#closures.size, bad, findings: [] };
  }

  /** Every operation of the project stands in the receipts as it ended. */
  check(operation: Operation): BadReceipt[] {
    return [...this.#closures].flatMap(([name, closure]) => {
      const why = closureDisagrees(closure, operation);
      return why === undefined ? [] : [{ name, why }];
    });
  }

  async #verify(name: string, jws: string): Promise<ClosurePayload> {
    const payload = await verifySigned(jws, this.#keys);
    if (payload.kind !== 'closure' || name !== closureName(payload.project, payload.releases))
      throw new Error(`It is the receipt of something else, of the kind '${payload.kind}' in ${payload.project}`);
    const { count } = payload.chain;
    const head = (await this.#ports.audit.head(this.#project))?.count ?? 0;
    if (count > head)
      throw new Error(`It remembers ${count} lines of the audit, and the head counts ${head}: it was cut`);
    return payload;
  }
}
