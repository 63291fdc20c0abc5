/** The code of the error with which `fetch` failed, such as ECONNREFUSED. Its message is not for people: it may quote the address. */
export function networkCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const code: unknown = error.cause instanceof Error ? Reflect.get(error.cause, 'code') : undefined;
  return typeof code === 'string' ? code : error.name;
}
