/** An HTTP answer of the host itself. */
export interface Reply {
  status: number;
  headers?: Record<string, string | string[]>;
  body?: Uint8Array | string;
}

/** A JSON answer. */
export function jsonReply(status: number, content: unknown, headers: Record<string, string> = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(content),
  };
}

/** An answer without a body. */
export function emptyReply(status: number, headers: Record<string, string> = {}): Reply {
  return { status, headers };
}
