import { parseArgs } from 'node:util';
import { z } from 'zod';
import { systemClock } from '../../../local/host/clock.ts';
import { answerFunction } from '../../../local/host/http/function-requests.ts';
import { bodyLimit, readBody } from '../../../local/host/http/incoming.ts';
import { type Handler, listen } from '../../../local/host/http/listener.ts';
import { emptyReply, jsonReply } from '../../../local/host/http/reply.ts';
import { Router } from '../../../local/host/http/router.ts';
import { createInvoker } from '../../../local/host/invocation.ts';
import { openKeys } from '../../../local/host/keys.ts';
import { createLog } from '../../../local/host/log.ts';
import { startWorker } from '../../../local/host/worker.ts';

// The Node worker of the real extension: loads the app with the same core module as the local host, so that only the
// durable part differs between the two. Arguments: --app <folder> --state <folder>. Prints `worker ready <url>`.
const { values } = parseArgs({ options: { app: { type: 'string' }, state: { type: 'string' } } });
const { app, state } = z.object({ app: z.string(), state: z.string() }).parse(values);
const log = createLog(process.stderr, 'warning');
const call = z.object({ data: z.string().nullable() });
const timeout = 300_000;
let durableClientPayload = '';

const { registry, appHookData, functions } = await startWorker(app, log);
const durableClientInput = () => durableClientPayload;
const { invoke } = createInvoker({ registry, appHookData, clock: systemClock(), log, timeout, durableClientInput });
const router = new Router([...functions.values()]);
const keys = openKeys(state);

/** Calls a function; its failure is an answer too, with the message that the extension reads. */
async function answerInvoke(name: string, body: Buffer) {
  const fn = functions.get(name);
  if (!fn) return emptyReply(404);
  const { data } = call.parse(JSON.parse(body.toString('utf8')));
  try {
    const { returnValue } = await invoke(fn, data === null ? {} : { string: data });
    return jsonReply(200, { returnValue });
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    return jsonReply(200, { error: { message, stack } });
  }
}

const handle: Handler = async (request, url) => {
  const [, first, second] = url.pathname.split('/');
  if (first === 'functions')
    return jsonReply(
      200,
      [...functions.values()].map(({ name, trigger }) => ({ name, trigger: trigger.type })),
    );
  if (first === 'invoke') return answerInvoke(decodeURIComponent(second ?? ''), await readBody(request));
  if (first === 'client-payload') {
    durableClientPayload = (await readBody(request)).toString('utf8');
    return emptyReply(204);
  }
  return answerFunction({ router, routePrefix: 'api', bodyLimit: bodyLimit({}), keys, invoke, log }, request, url);
};

const { port } = await listen(0, handle, log);
process.stdout.write(`worker ready http://localhost:${port}\n`);
