import { z } from 'zod';
import { jsonOf } from '../../../domain/base/reading/json-of.ts';
import type { Listed } from '../../../domain/people/people.ts';
import type { Round } from '../../../domain/review/round.ts';
import type { RoundInLine } from '../../../domain/review/round-in-line.ts';
import type { ProjectStore } from '../../../ports/records.ts';

const person = z.object({ oid: z.string(), email: z.string(), name: z.string() });
/** What older rules accepted is read as far as it is needed here. */
const people = z.object({ people: z.object({ approvers: z.array(person), researchers: z.array(person) }) });
type Named = z.infer<typeof person>;

/** Who the object ids of a project are, by every definition that it ever had, the newest first. */
export class KnownPeople {
  readonly #projects: Pick<ProjectStore, 'versions' | 'versionOnce'>;
  readonly #project: string;
  #read: Promise<readonly z.infer<typeof people>['people'][]> | undefined;

  constructor(projects: Pick<ProjectStore, 'versions' | 'versionOnce'>, project: string) {
    this.#projects = projects;
    this.#project = project;
  }

  /** An approver of the project, as the newest definition names them. */
  async approver(oid: string): Promise<Named | undefined> {
    return (await this.#all()).flatMap(({ approvers }) => approvers).find((one) => one.oid === oid);
  }

  /** A round with the names and addresses of its people. Throws where no definition names one of them. */
  async named(round: RoundInLine): Promise<Round> {
    const approvers = [];
    for (const entry of round.approvers) {
      const { name, email } = (await this.approver(entry.oid)) ?? this.#unknown(entry.oid);
      approvers.push({ name, email, ...entry });
    }
    return { ...round, approvers, researchers: await this.#researchers(round.researchers) };
  }

  /** Each address under which a definition named a researcher is one entry, as in the round that is lost. */
  async #researchers(oids: readonly string[]): Promise<readonly Listed[]> {
    const listed = (await this.#all()).flatMap(({ researchers, approvers }) => [...researchers, ...approvers]);
    const taken = new Set<string>();
    return oids.map((oid) => {
      const emails = listed.filter((one) => one.oid === oid).map(({ email }) => email.toLowerCase());
      const email = emails.find((one) => !taken.has(`${oid} ${one}`)) ?? emails[0] ?? this.#unknown(oid);
      taken.add(`${oid} ${email}`);
      return { oid, email };
    });
  }

  #unknown(oid: string): never {
    throw new Error(`No definition of ${this.#project} names ${oid}, so nobody knows who that is`);
  }

  async #all(): Promise<readonly z.infer<typeof people>['people'][]> {
    this.#read ??= this.#readAll();
    return await this.#read;
  }

  async #readAll(): Promise<readonly z.infer<typeof people>['people'][]> {
    const versions = await this.#projects.versions(this.#project);
    const texts = await Promise.all(versions.map(({ hash }) => this.#projects.versionOnce(this.#project, hash)));
    return texts.flatMap((text) => people.safeParse(jsonOf(text ?? '')).data?.people ?? []);
  }
}
