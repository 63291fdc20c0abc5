import { z } from 'zod';
import type { Side } from './side.ts';

/** One request of a scenario and how it was answered. */
export interface Answer {
  request: string;
  status: number;
  headers: Record<string, string>;
  body: unknown;
}

/** What {@link Desk.ask} sends; `json` is sent as it is, `text` without looking at it. */
export interface Question {
  method?: 'GET' | 'POST' | 'DELETE';
  json?: unknown;
  text?: string;
  contentType?: string;
  headers?: Record<string, string>;
  /** What stands in the recording, when the path holds a time or a token. */
  label?: string;
}

const statusShape = z.looseObject({ runtimeStatus: z.string(), customStatus: z.unknown() });
const reply = z.looseObject({ actions: z.array(z.array(z.unknown())) });
const tokenHeader = 'x-ms-continuation-token';
const shownHeaders = ['content-type', 'location', 'retry-after', tokenHeader];
const ended = ['Completed', 'Failed', 'Terminated'];

/** Where a scenario sits: it asks one side, and each answer is kept. */
export class Desk {
  readonly #side: Side;
  readonly #scenario: string;
  /** In the order of the questions. */
  readonly answers: Answer[] = [];
  /** Instances whose status and histories are part of the recording. */
  readonly watched = new Set<string>();

  constructor(side: Side, scenario: string) {
    this.#side = side;
    this.#scenario = scenario;
  }

  /** An instance id that no other scenario has. */
  id(part?: string): string {
    return part === undefined ? this.#scenario : `${this.#scenario}-${part}`;
  }

  /** Asks the durable HTTP API and keeps the answer. */
  async ask(path: string, question: Question = {}): Promise<Answer> {
    return this.#keep(question.label ?? path, question, (init) => this.#side.durable(path, init));
  }

  /** Calls the durable client inside the app and keeps the answer. */
  async client(path: string, json?: unknown): Promise<Answer> {
    return this.#keep(`client ${path}`, { method: 'POST', json }, (init) => this.#side.app(`client/${path}`, init));
  }

  /** Calls the durable client about many instances; of the answer only those are kept that belong to this scenario. */
  async many(operation: string, filter: { from: string; statuses?: string[] }): Promise<void> {
    const label = `client ${operation} ${filter.statuses?.join(',') ?? ''}`.trim();
    const answer = await this.#keep(label, { method: 'POST', json: filter }, (init) =>
      this.#side.app(`many/${operation}`, init),
    );
    const { resolved } = Object(answer.body);
    if (!Array.isArray(resolved)) return;
    const own = resolved.filter((entry) => String(Object(entry).instanceId).startsWith(this.#scenario));
    this.answers.splice(-1, 1, { ...answer, body: own });
  }

  async #keep(label: string, question: Question, send: (init: RequestInit) => Promise<Response>): Promise<Answer> {
    const { method = 'GET', json, text, contentType = 'application/json', headers = {} } = question;
    const body = text ?? (json === undefined ? undefined : JSON.stringify(json));
    const response = await send({
      method,
      headers: { ...(body === undefined ? {} : { 'content-type': contentType }), ...headers },
      ...(body === undefined ? {} : { body }),
    });
    const answer = {
      request: `${method} ${label}`,
      status: response.status,
      headers: Object.fromEntries(
        shownHeaders.flatMap((name) => (response.headers.has(name) ? [[name, response.headers.get(name) ?? '']] : [])),
      ),
      body: jsonOrText(await response.text()),
    };
    this.answers.push(withoutToken(answer));
    return answer;
  }

  /** Starts an instance over HTTP and watches it; returns its id. Of the answer only the status is kept. */
  async start(name: string, input?: unknown, id = this.id()): Promise<string> {
    const { request, status } = await this.ask(`orchestrators/${name}/${encodeURIComponent(id)}`, {
      method: 'POST',
      json: input,
    });
    this.answers.splice(-1, 1, { request, status, headers: {}, body: 'not kept' });
    this.watched.add(id);
    return id;
  }

  /** Raises an event. */
  async raise(id: string, name: string, json: unknown = {}): Promise<Answer> {
    return this.ask(`instances/${encodeURIComponent(id)}/raiseEvent/${name}`, { method: 'POST', json });
  }

  /** Terminate, suspend, resume and the like. */
  async command(id: string, operation: string, reason?: string): Promise<Answer> {
    const query = reason === undefined ? '' : `?reason=${encodeURIComponent(reason)}`;
    return this.ask(`instances/${encodeURIComponent(id)}/${operation}${query}`, { method: 'POST' });
  }

  /** Waits until an instance is in one of `states`; nothing is kept. */
  async reaches(id: string, ...states: string[]): Promise<void> {
    await this.#until(`'${id}' is ${states.join(' or ')}`, id, ({ runtimeStatus }) => states.includes(runtimeStatus));
  }

  /** Waits until an instance has ended. */
  async ends(id: string = this.id()): Promise<void> {
    await this.reaches(id, ...ended);
  }

  /** Starts an instance and waits until it has ended. */
  async run(name: string, input?: unknown, id?: string): Promise<string> {
    const started = await this.start(name, input, id);
    await this.ends(started);
    return started;
  }

  /** Waits until an instance shows this custom status. */
  async shows(id: string, customStatus: unknown): Promise<void> {
    const wanted = JSON.stringify(customStatus);
    await this.#until(`'${id}' shows ${wanted}`, id, (status) => JSON.stringify(status.customStatus) === wanted);
  }

  /** Waits until the orchestrator function has been called `count` times for an instance. */
  async played(id: string, count: number): Promise<void> {
    await this.#side.time.until(
      `'${id}' has played ${count} episodes`,
      () => this.#side.episodes().filter(({ request }) => request.instanceId === id).length >= count,
    );
  }

  /** Waits until the newest episode of an instance has called `activity` and ends by waiting for the event `name`. */
  async awaits(id: string, name: string, activity: string): Promise<void> {
    await this.#side.time.until(`'${id}' waits for '${name}' after '${activity}'`, () => {
      const last = this.#side.episodes().findLast(({ request }) => request.instanceId === id);
      const called =
        last?.request.history.some((event) => event.EventType === 4 && event['Name'] === activity) === true;
      const lastAction = reply.safeParse(last?.result).data?.actions[0]?.at(-1);
      return called && JSON.stringify(lastAction)?.includes(`"externalEventName":"${name}"`) === true;
    });
  }

  /** Lets time pass in which nothing more is expected to happen. */
  async pause(milliseconds: number): Promise<void> {
    await this.#side.time.pause(milliseconds);
  }

  /** The time of the side that plays, in milliseconds since 1970. */
  async now(): Promise<number> {
    return this.#side.time.now();
  }

  async #until(what: string, id: string, holds: (status: z.infer<typeof statusShape>) => boolean): Promise<void> {
    await this.#side.time.until(`${this.#side.name}: ${what}`, async () => {
      const response = await this.#side.durable(`instances/${encodeURIComponent(id)}`);
      return response.status !== 404 && holds(statusShape.parse(await response.json()));
    });
  }
}

/** A continuation token says something to its host only; whether there is one is compared. */
function withoutToken(answer: Answer): Answer {
  if (!answer.headers[tokenHeader]) return answer;
  return { ...answer, headers: { ...answer.headers, [tokenHeader]: '<token>' } };
}

function jsonOrText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
