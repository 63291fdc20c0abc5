import { createRequire } from 'node:module';
import { app } from '@azure/functions';
import { note } from './journal.ts';

// @azure/functions asks the CommonJS copy of this package; an import would register the factory in another one.
const base: typeof import('@azure/functions-extensions-base') = createRequire(import.meta.url)(
  '@azure/functions-extensions-base',
);
base.ResourceFactoryResolver.getInstance().registerResourceFactory('AzureStorageBlobs', (data) => {
  const single = Array.isArray(data) ? data[0] : data;
  return JSON.parse(Buffer.from(single?.content ?? []).toString('utf8'));
});

app.timer('rarely', {
  schedule: '%RARELY%',
  handler: (timer) => note({ timer: 'rarely', isPastDue: timer.isPastDue, status: timer.scheduleStatus }),
});
app.timer('startup', {
  schedule: '0 0 0 1 1 *',
  runOnStartup: true,
  handler: (timer) => note({ timer: 'startup', isPastDue: timer.isPastDue }),
});

app.storageBlob('arrived', {
  path: '%DROP%/{project}/{file}',
  connection: 'Trigger',
  source: 'EventGrid',
  sdkBinding: true,
  handler: (blob, context) => {
    note({ blob, metadata: context.triggerMetadata });
    if (String(context.triggerMetadata?.['file']).startsWith('bad')) throw new Error('bad blob');
  },
});
app.storageBlob('content', {
  path: 'plain',
  connection: 'Trigger',
  source: 'EventGrid',
  handler: (blob) => note({ content: String(blob) }),
});

// Only for tests that have a queue: without one, each poll would fail and say so.
if (process.env['INBOX'] !== undefined) {
  app.storageQueue('letters', {
    queueName: '%INBOX%',
    connection: 'Trigger',
    handler: (message, context) => {
      note({ letter: message, metadata: context.triggerMetadata });
      if (String(message).startsWith('bad')) throw new Error('bad letter');
    },
  });
}
