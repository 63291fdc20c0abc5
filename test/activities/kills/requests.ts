import { ReadableStream } from 'node:stream/web';
import { actRoutes } from '../../../src/api/acts.ts';
import type { Description } from '../../../src/api/description.ts';
import { api } from '../../../src/app/api.ts';
import type { Door } from '../../../src/domain/base/door.ts';
import type { ActName } from '../../../src/domain/lifecycle/acts.ts';
import { answerRoute } from '../../../src/functions/base/answer-route.ts';
import { beginHold, endHold } from '../../../src/functions/operation/holds.ts';
import { type ActServices, actHandler } from '../../../src/functions/operation/operator-acts.ts';
import type { Ports } from '../../../src/ports/ports.ts';
import type { TokenVerifier } from '../../../src/ports/sign-in.ts';
import type { Workflows } from '../../../src/ports/workflows.ts';
import { submitPackage } from '../../../src/use-cases/operation/submit-package.ts';
import { createCookieCipher } from '../../../src/web/cookie-cipher.ts';
import type { Handler } from '../../../src/web/handler.ts';
import { onlyOnce } from '../../../src/web/only-once.ts';
import { keepResponse } from '../../answers/kept.ts';
import { person } from '../../domain/sample.ts';
import { flowSettings, type World } from '../world.ts';

/** What an operator asks for by HTTP, or what a researcher types about a package. */
export interface Request {
  readonly ask: ActName | 'hold' | 'lift' | 'purpose';
  readonly door: Door;
  readonly body?: Readonly<Record<string, unknown>>;
}

const { oid, name, email } = person('Otto', 90);
const identity = { oid, name, emails: [email], roles: ['Ops.Operator'], groups: 'no-claim' } as const;
const tokens: TokenVerifier = { verify: async () => ({ ok: true, identity }) };

/** Sends requests of the operator Otto to the real handlers, as one process of the app answers them; Rita types without a page. */
export class Caller {
  readonly #world: World;
  /** The hold that was seen last. */
  #hold = '';

  constructor(world: World) {
    this.#world = world;
  }

  /** The status of the answer and its body. Throws for an error that is no answer to people. */
  async send(
    { ports, workflows }: { readonly ports: Ports; readonly workflows: Workflows },
    { ask, door, body }: Request,
    params: Readonly<Record<'project' | 'id', string>>,
    idempotencyKey: string,
  ): Promise<{ readonly status: number; readonly text: string }> {
    if (ask === 'purpose') return await typed(ports, workflows, params);
    const services = {
      ...ports,
      ...flowSettings,
      releaseUrl: this.#world.blobUrl('public'),
      sealer: createCookieCipher(ports.secrets, ports.clock),
      tokens,
      secondOperator: true,
    };
    const { name, description, handler } = routeOf(services, ask, door);
    const path = description.path.replace('{project}', params.project).replace('{id}', params.id);
    this.#hold = (await this.#world.ports.holds.at(params.project))[0]?.value.id ?? this.#hold;
    const sent = JSON.stringify({ reason: 'a kill at each effect', ...body });
    const request = {
      method: 'POST',
      url: `${flowSettings.publicBaseUrl}/api/${path}`,
      headers: new Headers({
        authorization: 'Bearer otto',
        'idempotency-key': idempotencyKey,
        'x-sallyport-reason': 'a kill at each effect',
        ...(ask === 'lift' ? { 'if-match': `"${this.#hold}"` } : {}),
      }),
      params,
      body: ReadableStream.from([new TextEncoder().encode(sent)]),
    };
    const once = { ...description, name, handler: onlyOnce(services, name, handler) };
    const unexpected: unknown[] = [];
    const answer = await answerRoute(
      once,
      request,
      { ...workflows, newerVersion: async () => undefined },
      'test',
      (error) => unexpected.push(error),
    );
    if (unexpected.length > 0) throw unexpected[0];
    keepResponse(once, 'POST', answer);
    return { status: answer.status ?? 200, text: String(answer.body) };
  }
}

async function typed(ports: Ports, workflows: Workflows, key: Readonly<Record<'project' | 'id', string>>) {
  const { oid, name } = person('Rita', 2);
  await submitPackage(ports, workflows, { key, purpose: 'For the yearly report', by: { oid, name } });
  return { status: 200, text: '' };
}

type Services = ActServices & Parameters<typeof beginHold>[0];

function routeOf(
  services: Services,
  ask: Exclude<Request['ask'], 'purpose'>,
  door: Door,
): { name: string; description: Description; handler: Handler } {
  if (ask === 'hold')
    return { name: 'holdProject', description: api.holdProject, handler: beginHold(services, 'project') };
  if (ask === 'lift') return { name: 'liftHold', description: api.liftHold, handler: endHold(services, 'project') };
  const described: Readonly<Record<string, Description>> = actRoutes;
  const name = `${ask}${door === 'ingress' ? 'Dataset' : 'Export'}`;
  const description = described[name];
  if (description === undefined) throw new Error(`There is no route ${name}`);
  return { name, description, handler: actHandler(services, door, ask) };
}
