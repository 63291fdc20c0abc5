import { app, type HttpRequest } from '@azure/functions';
import { note } from './journal.ts';

const show = async (request: HttpRequest) => ({
  jsonBody: {
    method: request.method,
    url: request.url,
    params: request.params,
    query: Object.fromEntries(request.query),
    headers: Object.fromEntries(request.headers),
    body: Buffer.from(await request.arrayBuffer()).toString('base64'),
  },
});

app.http('show', { route: 'show/{id}/{part?}', methods: ['GET', 'POST'], handler: show });
app.http('literal', { route: 'show/fixed', methods: ['GET'], handler: () => ({ body: 'literal' }) });
app.http('order_x', { route: 'order/fixed', methods: ['GET'], handler: () => ({ body: 'order_x' }) });
app.http('orderX', { route: 'order/{any}', methods: ['GET'], handler: () => ({ body: 'orderX' }) });
app.http('number', { route: 'show/{id:int}', methods: ['GET'], handler: () => ({ body: 'number' }) });
app.http('rest', { route: 'files/{*path}', methods: ['GET'], handler: (request) => ({ jsonBody: request.params }) });
app.http('headed', {
  route: 'headed',
  methods: ['GET', 'HEAD'],
  handler: () => ({ body: 'seen', headers: { 'x-seen': 'yes' } }),
});
app.http('cookie', {
  route: 'cookie',
  handler: () => ({
    body: 'x',
    cookies: [
      {
        name: '__Host-session',
        value: 'a.b-c_d',
        path: '/',
        secure: true,
        httpOnly: true,
        sameSite: 'Lax',
        maxAge: 60,
      },
    ],
  }),
});
app.http('status', {
  route: 'status/{code}',
  handler: (request) => ({
    status: Number(request.params['code']),
    body: request.params['code'] === '200' ? 'body' : undefined,
  }),
});
app.http('throws', { route: 'throws', handler: () => Promise.reject(new Error('broken on purpose')) });
app.http('empty', { route: 'empty', handler: async () => ({}) });
app.http('keyed', { route: 'keyed', authLevel: 'function', handler: () => ({ body: 'in' }) });
app.hook.appTerminate(() => note({ hook: 'appTerminate' }));
app.http('memory', {
  route: 'memory',
  methods: ['GET'],
  handler: () => ({ jsonBody: { rss: process.memoryUsage.rss() } }),
});
app.http('now', { route: 'now', methods: ['GET'], handler: () => ({ jsonBody: { now: new Date() } }) });
app.http('slowReply', {
  route: 'slow',
  methods: ['GET'],
  handler: () => new Promise((resolve) => setTimeout(() => resolve({ status: 200 }), 300)),
});
app.http('payload', {
  route: 'payload',
  methods: ['GET'],
  extraInputs: [{ type: 'durableClient', name: 'durable' }],
  handler: (_request, context) => ({ jsonBody: context.extraInputs.get('durable') }),
});
