import { ReadableStream } from 'node:stream/web';
import { findPerson } from '../../../local/azure/directory.ts';
import type { Access } from '../../../src/api/description.ts';
import type { Project } from '../../../src/domain/project/project.ts';
import { answerRoute } from '../../../src/functions/base/answer-route.ts';
import type { SignedIn } from '../../../src/ports/sign-in.ts';
import { type CookieCipher, createCookieCipher } from '../../../src/web/cookie-cipher.ts';
import type { Route } from '../../../src/web/handler.ts';
import { beginSession, readSession } from '../../../src/web/session.ts';
import { checkAnswer } from '../../answers/check-answer.ts';
import { keepResponse } from '../../answers/kept.ts';
import { aProject, type RunningApp } from '../running-app.ts';

type Roles = Exclude<Access, 'everybody' | 'participant'>;

/** Who in the laptop's directory has each role and each part that the code knows, and who has none of them. */
const callers: Readonly<Record<Roles | keyof Project['people'], string>> & Readonly<Record<string, string>> = {
  'Ops.Reader': 'rita',
  'Ops.Operator': 'otto',
  dataOwners: 'olga',
  researchers: 'rui',
  approvers: 'ada',
  operators: 'vera',
  recipients: 'eve',
  stranger: 'nils',
  'owner of another project': 'lars',
  suspended: 'rana',
  'operator who is a researcher': 'olivia',
};

/** With nobody, who sends no sign of who they are. */
const callerNames: readonly string[] = ['nobody', ...Object.keys(callers)];

/** Whoever takes no part in the project, or none that counts. */
const outsiders = ['stranger', 'owner of another project', 'suspended'];

/** What is sent with a request, where it is not what fits. */
export interface Sent {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Without which it cannot be looked up whether somebody takes part: the address has to be one, and a key that is one may have an answer. */
  readonly isAddress?: true;
}

/** What came of a request; `wrong` where that is not as the route is described. */
interface Outcome {
  readonly said: string;
  readonly wrong?: string;
}

/** A project in which every part is taken. */
export async function projectOfAll(app: RunningApp): Promise<Project> {
  const known = (id: string) => {
    const { name, email, oid } = findPerson(app.azure.directory, id);
    return { name, email, oid };
  };
  const { people } = await aProject(app);
  const researchers = [...people.researchers, known('rana'), known('olivia')];
  const { oid, email } = known('rana');
  return await aProject(app, {
    people: {
      ...{ ...people, researchers, operators: [known('vera')] },
      recipients: [{ ...known('eve'), organisation: 'The registry' }],
    },
    release: { recipients: ['The registry'], terms: 'Delete it in the end.' },
    suspended: [{ oid, email, since: '2026-03-01T10:00:00.000Z', by: known('otto').oid, reason: 'left' }],
  });
}

/** What no parameter in an address can be. */
const unfit = 'Not Right!';

/** What callers can send instead of what fits: each part of a request that the code looks at, and that somebody may get wrong. */
const mistakes: Readonly<Record<string, (route: Route) => Sent | undefined>> = {
  'an unknown parameter': () => ({ query: '?unknown=1', isAddress: true }),
  'a parameter twice': () => ({ query: '?choice=deny&choice=approve', isAddress: true }),
  'an address that is none': ({ params = {} }) =>
    Object.keys(params).length === 0
      ? undefined
      : { params: Object.fromEntries(Object.keys(params).map((name) => [name, unfit])), isAddress: true },
  'a key that is none': () => ({ headers: { 'idempotency-key': 'two words' }, isAddress: true }),
  ...bodiesOf({ 'a body that is none': 'nonsense', 'an empty body': '' }),
  ...headersOf({ 'if-match': 'nonsense', 'x-sallyport-reason': '%E0%A4%A' }),
};

function bodiesOf(bodies: Readonly<Record<string, string>>): typeof mistakes {
  return Object.fromEntries(Object.entries(bodies).map(([name, body]) => [name, () => ({ body })]));
}

function headersOf(headers: Readonly<Record<string, string>>): typeof mistakes {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [`a bad ${name}`, () => ({ headers: { [name]: value } })]),
  );
}

/** Asks routes as everybody. */
export class Matrix {
  readonly #app: RunningApp;
  readonly #sealer: CookieCipher;
  readonly #tokens = new Map<string, Promise<string>>();
  readonly #sessions = new Map<string, Promise<{ readonly cookie: string; readonly antiForgery: string }>>();

  readonly #others: Readonly<Record<string, SignedIn>>;

  /** `others`: whom no directory here knows; they come by sessions only. */
  constructor(app: RunningApp, others: Readonly<Record<string, SignedIn>> = {}) {
    this.#app = app;
    this.#others = others;
    this.#sealer = createCookieCipher(app.ports.secrets, app.ports.clock);
  }

  /** What the route answers to that caller; pages by a session in a browser, the rest by a token. */
  async ask(route: Route, caller: string, place: Place, sent: Sent = {}): Promise<Outcome> {
    const [method = 'GET'] = route.methods;
    const params = Object.fromEntries(
      Object.keys(route.params ?? {}).map((name) => [name, sent.params?.[name] ?? place[name] ?? 'none']),
    );
    const path = route.path.replaceAll(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(params[key] ?? ''));
    const { headers, body } = await this.#signsOf(route, caller, sent);
    const answer = await answerRoute(
      route,
      {
        method,
        url: `${this.#app.url}/api/${path}${sent.query ?? ''}`,
        headers: new Headers({ ...headers, ...sent.headers }),
        params,
        body: method === 'GET' ? null : ReadableStream.from([new TextEncoder().encode(body)]),
      },
      { start: async () => {}, wake: async () => {}, newerVersion: async () => undefined },
      'test',
      () => {},
    );
    const { status = 200 } = answer;
    const type = new Headers(Object.entries(answer.headers ?? {})).get('content-type');
    const text = typeof answer.body === 'string' ? answer.body : answer.body === undefined ? '' : undefined;
    const checked = checkAnswer(route.name, route, { method, status, type, text });
    if ('reached' in checked) keepResponse(route, method, answer);
    const code = /"type":"urn:sallyport:([a-z-]+)"/.exec(text ?? '')?.[1];
    const said = code === undefined ? `${status}` : `${status} ${code}`;
    return 'wrong' in checked ? { said, wrong: `${caller}: ${checked.wrong}` } : { said };
  }

  /** By what the request says who sends it, and its body with what a form of ours would send. */
  async #signsOf({ kind, methods }: Route, caller: string, { body }: Sent) {
    const person = callers[caller];
    const isForm = kind === 'page' && methods[0] === 'POST';
    if (person === undefined && this.#others[caller] === undefined)
      return { headers: isForm ? { origin: this.#app.url } : {}, body: body ?? '{}' };
    if (kind === 'data' && person !== undefined) {
      const token = this.#tokens.get(person) ?? this.#app.token(person);
      this.#tokens.set(person, token);
      return { headers: { authorization: `Bearer ${await token}` }, body: body ?? '{}' };
    }
    const session = this.#sessions.get(caller) ?? this.#sessionOf(caller);
    this.#sessions.set(caller, session);
    const { cookie, antiForgery } = await session;
    const headers = { cookie, origin: this.#app.url, 'x-sallyport-anti-forgery': antiForgery };
    if (kind === 'data') return { headers, body: body ?? '{}' };
    const form = `form=none&once=${Math.random()}&choice=deny&reason=why&none.reason=why&digest=${'0'.repeat(64)}`;
    return { headers, body: `antiForgery=${antiForgery}&${body ?? form}` };
  }

  async #sessionOf(caller: string) {
    const identity = this.#others[caller] ?? this.#identityOf(callers[caller] ?? caller);
    const { name, value } = await beginSession(this.#sealer, identity, { on: true, projects: {} });
    const cookie = `${name}=${value}`;
    const request = { method: 'GET', url: '', params: {}, body: null, headers: new Headers({ cookie }) };
    const session = await readSession(this.#sealer, request);
    return { cookie, antiForgery: session?.antiForgery ?? '' };
  }

  #identityOf(person: string): SignedIn {
    const { oid, name, email, appRoles: roles } = findPerson(this.#app.azure.directory, person);
    return { oid, name, emails: [email], roles, groups: [], contexts: [] };
  }

  /** Whether the description of the route refuses that caller whatever is asked. */
  isRefused({ access, path }: Route, caller: string): boolean {
    if (access === 'everybody') return false;
    // The link of a mail shows a little to whoever has it.
    if (path.includes('{handle}')) return false;
    const person = callers[caller];
    if (person === undefined) return true;
    if (access === 'participant') return false;
    const { appRoles } = findPerson(this.#app.azure.directory, person);
    return !appRoles.some((role) => role === access || role === 'Ops.Operator');
  }

  /** What everybody is answered, and what of that is not as the route is described. */
  async answersOf(
    route: Route,
    place: Place,
    { sent, among = callerNames }: { readonly sent?: Sent; readonly among?: readonly string[] } = {},
  ): Promise<Answers> {
    const strangers: Record<string, string> = {};
    const wrong: string[] = [];
    for (const caller of among) {
      const outcome = await this.ask(route, caller, place, sent);
      if (outcome.wrong !== undefined) wrong.push(outcome.wrong);
      if (this.isRefused(route, caller) || (isOfParticipants(route) && outsiders.includes(caller)))
        strangers[caller] = outcome.said;
    }
    return { strangers, wrong };
  }

  /** What is wrong about the answers of a route: those that are not described, and those to strangers that look at what they sent. */
  async faultsOf(route: Route, place: Place): Promise<readonly string[]> {
    const { strangers, wrong } = await this.answersOf(route, place);
    const letIn = Object.entries(strangers).filter(
      ([caller, said]) => this.isRefused(route, caller) && !refusals.test(said),
    );
    const faults = [...wrong, ...letIn.map(([caller, said]) => `${caller}: ${route.name} lets them in with ${said}`)];
    const among = [...Object.keys(strangers), 'Ops.Operator' satisfies Roles];
    for (const [mistake, make] of Object.entries(mistakes)) {
      const sent = make(route);
      if (sent === undefined) continue;
      const other = await this.answersOf(route, place, { sent, among });
      faults.push(...other.wrong.map((what) => `${what}, by ${mistake}`));
      for (const [caller, said] of Object.entries(other.strangers))
        if (said !== strangers[caller] && (sent.isAddress !== true || this.isRefused(route, caller)))
          faults.push(`${caller}: ${route.name} answers ${strangers[caller]}, and ${said} to ${mistake}`);
    }
    return faults;
  }
}

/** How whoever may not ask is answered: who they are, that they may not, or the way to the sign-in. */
const refusals = /^(401|403|303)/;

interface Answers {
  /** What each is told who is refused whatever they ask, or who takes no part in what they ask about. */
  readonly strangers: Readonly<Record<string, string>>;
  readonly wrong: readonly string[];
}

/** What the names in an address stand for. */
export type Place = Readonly<Record<string, string>>;

function isOfParticipants({ access, params = {} }: Route): boolean {
  return access === 'participant' && Object.keys(params).some((name) => name === 'project' || name === 'handle');
}
