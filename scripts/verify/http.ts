import { z } from 'zod';
import type { Answer, Asked } from './step.ts';

const refusal = z.object({ error: z.object({ code: z.string() }) });

/** Sends one request with a token. A caller's own `authorization` counts instead, for what is to be refused. */
export async function send(
  { method, url, headers = {}, body }: Asked,
  token: string,
  signal: AbortSignal = AbortSignal.timeout(60_000),
): Promise<Answer> {
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${token}`, ...headers },
    ...(body === undefined ? {} : { body }),
    signal,
  });
  const text = await response.text();
  const code = response.headers.get('x-ms-error-code') ?? codeIn(text);
  return { status: response.status, text, ...(response.status > 299 ? { code } : {}) };
}

/** What Resource Manager and tables call their refusal in the body. */
function codeIn(text: string): string | undefined {
  const inXml = /<Code>(\w+)<\/Code>/.exec(text)?.[1];
  if (inXml !== undefined) return inXml;
  try {
    const { data } = z
      .union([
        refusal,
        z.object({ 'odata.error': z.object({ code: z.string() }) }).transform((one) => ({ error: one['odata.error'] })),
      ])
      .safeParse(JSON.parse(text));
    return data?.error.code;
  } catch {
    return undefined;
  }
}
