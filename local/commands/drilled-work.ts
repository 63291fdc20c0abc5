import { listMails } from '../azure/mail.ts';
import { Approver, textOf } from '../people/approver.ts';
import type { OpsClient } from '../people/operator.ts';
import { StoragePerson } from '../people/storage-person.ts';
import { until } from '../people/until.ts';
import { watchOperation } from '../people/watch.ts';
import type { Stack } from '../stack/stack.ts';
import { CommandRefused, sampleProject as project } from './arguments.ts';

const reason = 'A drill';
const sweepPause = 10_000;
const hour = 3_600_000;
const file = { path: 'table.csv', bytes: Buffer.from('x,y\n1,2\n') };

/** When a store is lost, in words. */
export type Moment =
  | 'while a dataset is on its way in'
  | 'an hour after the copy'
  | 'once everything is where it belongs';

/** What people send before a store is lost, and how it goes on. */
export class DrilledWork {
  readonly #stack: Stack;
  readonly #ops: OpsClient;
  #name = `drill-${Date.now().toString(36)}`;
  #package = '';
  /** That was opened last. */
  #link = '';
  #isDone = false;

  constructor(stack: Stack, ops: OpsClient) {
    this.#stack = stack;
    this.#ops = ops;
  }

  async begin(moment: Moment): Promise<void> {
    await this.#send();
    if (moment === 'once everything is where it belongs') await this.#done();
    if (moment !== 'an hour after the copy') return;
    await this.#until('datasets', 'available');
    await this.#stack.advance(hour + sweepPause);
    await this.#ops.ask('POST', 'ops/sweep');
  }

  /** Both come to their end, and what was sent is there. */
  async end(): Promise<void> {
    if (!this.#isDone) await this.#done();
    const { version } = await this.#until('datasets', 'available');
    const released = `${project}/${this.#name}/${this.#package}/${file.path}`;
    await this.#expect('eve', 'public', 'released', released);
    await this.#expect('researcher', 'secure', 'datasets', `${project}/${this.#name}/v${version}/${file.path}`);
  }

  /** People send it again, under another name: theirs is held by what can go no further. */
  async again(): Promise<void> {
    this.#name = `${this.#name}-again`;
    this.#isDone = false;
    await this.#send();
    await this.end();
  }

  async #send(): Promise<void> {
    const researcher = new StoragePerson(this.#stack.azure, 'researcher');
    await researcher.dropPackage(project, this.#name, [file], reason);
    const { id } = await this.#until('exports', 'in-review');
    this.#package = id;
    await this.#approve('ada');
    await new StoragePerson(this.#stack.azure, 'owner').uploadDataset(project, this.#name, [file]);
  }

  async #done(): Promise<void> {
    await this.#approve('ben').catch(() => this.#approveAnew('ben'));
    await this.#until('exports', 'released');
    await this.#until('datasets', 'available');
    this.#isDone = true;
  }

  #until(list: 'datasets' | 'exports', state: string) {
    return watchOperation({ ops: this.#ops, list, project, name: this.#name, until: [state] });
  }

  /** Links in mails may be lost; an operator sends them anew. */
  async #approveAnew(approver: string): Promise<void> {
    const dead = this.#link;
    await this.#ops.ask('POST', `ops/exports/${project}/${this.#package}/resend`, { reason });
    await this.#approve(approver, dead);
  }

  async #approve(approver: string, dead = ''): Promise<void> {
    this.#link = await until(`a mail to ${approver} with a link about ${this.#package}`, async () => {
      const mails = await listMails(this.#stack.azure.mailUrl);
      const links = mails
        .filter(({ to }) => to.some(({ address }) => address.startsWith(approver)))
        .toSorted((one, other) => (one.time < other.time ? 1 : -1))
        .map(({ text }) =>
          text.includes(this.#package) ? /https?:\S+\/api\/review\/\S+choice=approve/.exec(text) : null,
        );
      return links.find((found) => found !== null && found[0] !== dead)?.[0];
    });
    const browser = new Approver(approver);
    const page = await browser.answer(await browser.open(this.#link), { choice: 'approve', reason });
    if (page.status !== 200) throw new CommandRefused(`${approver} was answered ${page.status}: ${textOf(page.html)}`);
  }

  async #expect(person: string, account: 'public' | 'secure', container: string, path: string) {
    const [found] = await new StoragePerson(this.#stack.azure, person).read(account, container, path);
    if (found?.bytes.equals(file.bytes)) return;
    throw new CommandRefused(`${container}/${path} is not what was sent`);
  }
}
