import type { Choice } from '../../src/domain/review/decision.ts';
import { formsOf, linkOf } from './forms.ts';
import { type VisitedPage, Visitor } from './visitor.ts';

/** What an approver answers on the review page. */
export interface Answer {
  readonly choice: Choice;
  readonly reason?: string;
  readonly ticks?: boolean;
}

/** An approver at a browser: opens the link of a mail, signs in as a test person and sends the form of the page, as a person would. */
export class Approver {
  readonly #visitor: Pick<Visitor, 'get' | 'post'>;
  readonly #person: string;

  /** `person` is the id of a person of the laptop's directory. */
  constructor(person: string, visitor: Pick<Visitor, 'get' | 'post'> = new Visitor()) {
    this.#visitor = visitor;
    this.#person = person;
  }

  /** Opens a link and signs in when the page asks for it; gives the page that stands there then. */
  async open(link: string): Promise<VisitedPage> {
    const page = await this.#visitor.get(link);
    const signIn = linkOf(page.html, page.url, '/api/sign-in');
    const asked = signIn === undefined ? page : await this.#visitor.get(signIn);
    return asksWho(asked) ? await this.#signIn(asked) : asked;
  }

  /** Sends the page's form for the choice. Throws when the page has none, with its text. */
  async answer(page: VisitedPage, { choice, reason = '', ticks = true }: Answer): Promise<VisitedPage> {
    const form = formsOf(page.html, page.url).find(({ buttons }) =>
      buttons.some(({ name, value }) => name === 'choice' && value === choice),
    );
    if (form === undefined)
      throw new Error(`The page ${page.url} (${page.status}) has no form to ${choice}: ${textOf(page.html)}`);
    const ticked = choice === 'approve' && ticks ? { lookedAt: 'yes', deidentified: 'yes' } : {};
    return await this.#visitor.post(form.action, { ...form.fields, choice, reason, ...ticked }, page.url);
  }

  /** Presses "Seen, next" on the page of a file in the reading room. Throws when the page has no such form, with its text. */
  async see(page: VisitedPage): Promise<VisitedPage> {
    const form = formsOf(page.html, page.url).find(({ action }) => new URL(action).pathname.endsWith('/seen'));
    if (form === undefined)
      throw new Error(`The page ${page.url} (${page.status}) takes no file as seen: ${textOf(page.html)}`);
    return await this.#visitor.post(form.action, form.fields, page.url);
  }

  async #signIn(page: VisitedPage): Promise<VisitedPage> {
    const form = formsOf(page.html, page.url).find(({ buttons }) =>
      buttons.some(({ name, value }) => name === 'person' && value === this.#person),
    );
    if (form === undefined) throw new Error(`The sign-in page does not offer ${this.#person}: ${textOf(page.html)}`);
    return await this.#confirm(await this.#visitor.post(form.action, { person: this.#person }, page.url));
  }

  /** Confirms with a second factor where a policy asks for one. */
  async #confirm(page: VisitedPage): Promise<VisitedPage> {
    const form = formsOf(page.html, page.url).find(({ buttons }) => buttons.some(({ name }) => name === 'factor'));
    if (form === undefined) return page;
    return await this.#visitor.post(form.action, { ...form.fields, factor: 'second' }, page.url);
  }
}

/** Whether a page is the sign-in page, to which some pages lead at once. */
function asksWho({ html, url }: VisitedPage): boolean {
  return formsOf(html, url).some(({ buttons }) => buttons.some(({ name }) => name === 'person'));
}

/** The words of a page, for messages and comparisons. */
export function textOf(html: string): string {
  return html
    .replace(/<(style|head)\b[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
