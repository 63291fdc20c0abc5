import { app, type HttpRequest } from '@azure/functions';
import triggers from '../../infra/triggers.json' with { type: 'json' };
import type { LookRight, WakeQueue } from '../ports/look-right.ts';
import type { InspectingParts } from './inspecting.ts';
import { inspectAsked } from './looking/inspect-asked.ts';
import { waking } from './looking/waking.ts';
import { answerRoom, type RoomServices, roomRoutes } from './routes.ts';

export interface WakeServices {
  readonly right: LookRight;
  readonly queue: WakeQueue;
}

const { timer, wake: woken } = triggers.readingRoom;

export function addRoom(inspecting: InspectingParts, services: RoomServices, { right, queue }: WakeServices): void {
  const { clock } = inspecting;
  const wake = waking({ right, queue, clock, look: (log, calls) => inspectAsked(inspecting, log, calls) });
  app.timer(timer, {
    schedule: '%INSPECT_SCHEDULE%',
    handler: async (_timer, context) => await wake(context),
  });
  app.storageQueue(woken.function, {
    queueName: woken.queue,
    connection: woken.connection,
    handler: async (_message, context) => await wake(context),
  });
  for (const route of roomRoutes(services)) {
    app.http(route.name, {
      methods: [...route.methods],
      route: route.path,
      authLevel: 'anonymous',
      handler: async (request: HttpRequest, context) =>
        await answerRoom(route, request, context.invocationId, (text) => context.error(text)),
    });
  }
}
