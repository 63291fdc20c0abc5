import { randomUUID } from 'node:crypto';
import type { LocalReply } from '../server.ts';

/** A refusal in Entra's form. `aadsts` is the number that Entra puts into its description; source: Microsoft's "Microsoft Entra authentication and authorization error codes". */
export class EntraError extends Error {
  override readonly name = 'EntraError';
  readonly status: number;
  readonly error: string;
  readonly aadsts: number;
  readonly suberror: string | undefined;
  constructor(status: number, error: string, aadsts: number, message: string, suberror?: string) {
    super(`AADSTS${aadsts}: ${message}`);
    this.status = status;
    this.error = error;
    this.aadsts = aadsts;
    this.suberror = suberror;
  }
}

/** Answers a refusal as the token endpoint does. */
export function entraErrorReply(error: EntraError): LocalReply {
  const correlation = randomUUID();
  return {
    status: error.status,
    headers: { 'cache-control': 'no-store' },
    body: {
      error: error.error,
      error_description: `${error.message} Correlation ID: ${correlation}`,
      error_codes: [error.aadsts],
      timestamp: new Date().toISOString(),
      trace_id: randomUUID(),
      correlation_id: correlation,
      ...(error.suberror === undefined ? {} : { suberror: error.suberror }),
    },
  };
}
