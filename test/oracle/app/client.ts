import * as df from 'durable-functions';

type Client = df.DurableClient;

const operations: Record<string, (client: Client, name: string, id: string, body: unknown) => Promise<unknown>> = {
  start: (client, name, id, input) =>
    client.startNew(name, { ...(id ? { instanceId: id } : {}), ...(input === undefined ? {} : { input }) }),
  status: (client, name) => client.getStatus(name, { showHistory: true, showHistoryOutput: true, showInput: true }),
  raise: (client, name, id, body) => client.raiseEvent(name, id, body),
  terminate: (client, name) => client.terminate(name, 'enough now'),
  suspend: (client, name) => client.suspend(name, 'pause'),
  resume: (client, name) => client.resume(name, 'go on'),
  purge: (client, name) => client.purgeInstanceHistory(name),
};

const manyOperations: Record<string, (client: Client, filter: df.OrchestrationFilter) => Promise<unknown>> = {
  all: (client) => client.getStatusAll(),
  by: (client, filter) => client.getStatusBy(filter),
  purge: (client, filter) => client.purgeInstanceHistoryBy(filter),
};

/** Calls one operation of the durable client about many instances, with the filter in the body; shows ids and states only. */
df.app.client.http('clientOfMany', {
  route: 'many/{operation}',
  methods: ['POST'],
  handler: async (request, client) => {
    const { from, statuses } = Object(await request.json());
    const filter = { createdTimeFrom: new Date(from), ...(statuses ? { runtimeStatus: statuses } : {}) };
    try {
      return { jsonBody: { resolved: await manyOperations[request.params['operation'] ?? '']?.(client, filter) } };
    } catch (error) {
      return { jsonBody: { threw: error instanceof Error ? error.message : String(error) } };
    }
  },
});

/** Calls one operation of the durable client and shows what it resolved with, or the message of what it threw. */
df.app.client.http('client', {
  route: 'client/{operation}/{name}/{id?}',
  methods: ['POST'],
  handler: async (request, client) => {
    const { operation = '', name = '', id = '' } = request.params;
    if (operation === 'check') return client.createCheckStatusResponse(request, name);
    if (operation === 'await')
      return client.waitForCompletionOrCreateCheckStatusResponse(request, name, {
        timeoutInMilliseconds: Number(id || 5000),
        retryIntervalInMilliseconds: 100,
      });
    const text = await request.text();
    try {
      const result = await operations[operation]?.(client, name, id, text === '' ? undefined : JSON.parse(text));
      return { jsonBody: { resolved: result === undefined ? 'nothing' : result } };
    } catch (error) {
      return { jsonBody: { threw: error instanceof Error ? error.message : String(error) } };
    }
  },
});
