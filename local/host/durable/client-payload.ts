/** Where the durable API is reached from outside, and what its URLs must carry. */
export interface DurableUrls {
  /** `http://host:port/runtime/webhooks/durabletask`, without a slash at the end. */
  base: string;
  hubName: string;
  connection: string;
  systemKey: string;
}

function query(urls: DurableUrls): string {
  return `taskHub=${urls.hubName}&connection=${urls.connection}&code=${urls.systemKey}`;
}

/** Escapes an id for a path as WebUtility.UrlEncode of .NET does it: a space becomes a plus sign (recorded). */
function escapedId(id: string): string {
  return encodeURIComponent(id).replaceAll('%20', '+').replaceAll('~', '%7E').replaceAll("'", '%27');
}

/** The links of one instance as the extension returns them from a start; `id` goes into the path escaped. */
export function instanceLinks(urls: DurableUrls, id: string) {
  const instance = `${urls.base}/instances/${escapedId(id)}`;
  const end = query(urls);
  return {
    id,
    statusQueryGetUri: `${instance}?${end}`,
    sendEventPostUri: `${instance}/raiseEvent/{eventName}?${end}`,
    terminatePostUri: `${instance}/terminate?reason={text}&${end}`,
    purgeHistoryDeleteUri: `${instance}?${end}`,
    restartPostUri: `${instance}/restart?${end}`,
    suspendPostUri: `${instance}/suspend?reason={text}&${end}`,
    resumePostUri: `${instance}/resume?reason={text}&${end}`,
  };
}

/** The JSON text that an input of type `durableClient` receives; `rpcBaseUrl` is the loopback API without a key. */
export function clientPayload(urls: DurableUrls, rpcBaseUrl: string): string {
  const end = query(urls);
  const create = `${urls.base}/orchestrators/{functionName}[/{instanceId}]`;
  const { statusQueryGetUri, sendEventPostUri, terminatePostUri, ...rest } = instanceLinks(urls, 'INSTANCEID');
  return JSON.stringify({
    taskHubName: urls.hubName,
    connectionName: null,
    creationUrls: {
      createNewInstancePostUri: `${create}?${end}`,
      createAndWaitOnNewInstancePostUri: `${create}?timeout={timeoutInSeconds}&pollingInterval={intervalInSeconds}&${end}`,
    },
    managementUrls: {
      statusQueryGetUri,
      sendEventPostUri,
      terminatePostUri,
      rewindPostUri: `${urls.base}/instances/INSTANCEID/rewind?reason={text}&${end}`,
      ...rest,
      id: 'INSTANCEID',
    },
    baseUrl: urls.base,
    requiredQueryStringParameters: `code=${urls.systemKey}`,
    rpcBaseUrl,
    httpBaseUrl: null,
    maxGrpcMessageSizeInBytes: null,
    grpcHttpClientTimeout: null,
  });
}
