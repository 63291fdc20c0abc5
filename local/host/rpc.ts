/** Data that crosses between host and worker, in the forms that `@azure/functions` reads and writes (RpcTypedData). */
export interface RpcTypedData {
  string?: string;
  json?: string;
  bytes?: Uint8Array;
  int?: number;
  double?: number;
  http?: RpcHttp;
  modelBindingData?: { version: string; source: string; contentType: string; content: Uint8Array };
}

/** A cookie of an HTTP response (RpcHttpCookie); nullable fields come wrapped in `{value}`. */
export interface RpcCookie {
  name: string;
  value: string;
  domain?: { value?: string } | undefined;
  path?: { value?: string } | undefined;
  expires?: { value?: number | { seconds?: number } } | undefined;
  secure?: { value?: boolean } | undefined;
  httpOnly?: { value?: boolean } | undefined;
  sameSite?: 'none' | 'lax' | 'strict' | 'explicitNone' | undefined;
  maxAge?: { value?: number } | undefined;
}

/** An HTTP request on its way in, or a response on its way out (RpcHttpData). */
export interface RpcHttp {
  method?: string;
  url?: string;
  nullableHeaders?: Record<string, { value: string }>;
  nullableQuery?: Record<string, { value: string }>;
  nullableParams?: Record<string, { value: string }>;
  body?: RpcTypedData | null | undefined;
  statusCode?: string;
  headers?: Record<string, string>;
  cookies?: RpcCookie[];
}

/** What a function call hands back (RpcInvocationResponse). */
export interface RpcResponse {
  returnValue?: RpcTypedData | null | undefined;
  outputData?: { name: string; data: RpcTypedData }[];
}

/** One call of a function: its inputs by binding name, and trigger metadata. */
export interface RpcRequest {
  invocationId: string;
  functionId: string;
  inputData: { name: string; data: RpcTypedData }[];
  triggerMetadata: Record<string, RpcTypedData>;
  traceContext: { traceParent: string; traceState: string; attributes: Record<string, string> };
}
