import type { Operation, OperationKey } from '../../domain/operation/operation.ts';
import type { Project } from '../../domain/project/project.ts';
import { choiceWords } from '../../domain/review/decision.ts';
import { type FileRemark, inOrder, saysSomething } from '../../domain/review/remarks.ts';
import { countedDecisions, currentDecisions } from '../../domain/review/round.ts';
import type { ReviewOutcome } from '../../pages/notification/notice.ts';
import type { Ports } from '../../ports/ports.ts';
import { requireOperation, requireProject } from '../operation/operations.ts';
import { withPaths } from '../review/remark-paths.ts';

type OutcomePorts = Pick<Ports, 'decisions' | 'remarks' | 'manifests'>;
type FromPorts = OutcomePorts & Pick<Ports, 'register' | 'projects'>;

/** From what the mails of one operation tell: several that are owed at once are read for once, and anew for a move that came since. */
export class ToldFrom {
  readonly #ports: FromPorts;
  readonly #key: OperationKey;
  #operation: Operation | undefined;
  #outcome: ReviewOutcome | undefined;
  #project: Project | undefined;

  constructor(ports: FromPorts, key: OperationKey) {
    this.#ports = ports;
    this.#key = key;
  }

  /** As it stood at that revision or later. */
  async operation(revision: number): Promise<Operation> {
    if (this.#operation !== undefined && this.#operation.revision >= revision) return this.#operation;
    this.#outcome = undefined;
    this.#project = undefined;
    this.#operation = (await requireOperation(this.#ports.register, this.#key)).value;
    return this.#operation;
  }

  async outcome(operation: Operation): Promise<ReviewOutcome> {
    this.#outcome ??= await outcomeOf(this.#ports, operation);
    return this.#outcome;
  }

  async project(): Promise<Project> {
    this.#project ??= (await requireProject(this.#ports.projects, this.#key.project)).value;
    return this.#project;
  }
}

async function outcomeOf(ports: OutcomePorts, operation: Operation): Promise<ReviewOutcome> {
  if (operation.round === undefined) return { against: [], remarks: [] };
  const rows = await ports.decisions.read(operation.id);
  const round = rows.rounds.find(({ value }) => value.number === operation.round)?.value;
  if (round === undefined) return { against: [], remarks: [] };
  const against = countedDecisions(round, rows.decisions).filter(({ choice }) => choiceWords[choice].sendsBack);
  const remarks: FileRemark[] = [];
  for (const { remarks: summary } of against)
    if (summary !== undefined) remarks.push(...inOrder(await ports.remarks.kept(operation.id, summary.digest)));
  const said = remarks.filter(saysSomething);
  const decided = new Set(currentDecisions(round, rows.decisions).map(({ approver }) => approver));
  const undecided = round.approvers.filter(({ oid }) => !decided.has(oid));
  return { against, remarks: await withPaths(ports, round.exportId, said), undecided, round };
}
