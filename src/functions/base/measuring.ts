import type { HttpResponseInit, InvocationContext } from '@azure/functions';
import type { Clock } from '../../ports/ports.ts';
import type { Telemetry } from '../../ports/telemetry.ts';
import type { Route } from '../../web/handler.ts';

/** The handler, behind which telemetry is sent: the process may be put to sleep as soon as the invocation has ended. */
export function flushing<I, O>(
  telemetry: Pick<Telemetry, 'flush'>,
  handler: (input: I, context: InvocationContext) => O | Promise<O>,
): (input: I, context: InvocationContext) => Promise<O> {
  return async (input, context) => {
    try {
      return await handler(input, context);
    } finally {
      await telemetry.flush((text) => context.warn(text));
    }
  };
}

/** Tells how long an answer took, by the route and never by the address, which holds names. */
export async function timing(
  { telemetry, clock }: { readonly telemetry: Pick<Telemetry, 'measure'>; readonly clock: Clock },
  { path }: Pick<Route, 'path'>,
  method: string,
  answer: () => Promise<HttpResponseInit>,
): Promise<HttpResponseInit> {
  const began = clock.now().getTime();
  const response = await answer();
  telemetry.measure({
    metric: 'http.server.request.duration',
    value: (clock.now().getTime() - began) / 1000,
    attributes: {
      'http.request.method': method,
      'http.route': `/api/${path}`,
      'http.response.status_code': response.status ?? 200,
    },
  });
  return response;
}
