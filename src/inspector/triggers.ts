import { app, type HttpRequest } from '@azure/functions';
import { inspectAsked } from './inspect-asked.ts';
import type { InspectingParts } from './inspecting.ts';
import { answerRoom, type RoomServices, roomRoutes } from './routes.ts';

export function addRoom(inspecting: InspectingParts, services: RoomServices): void {
  app.timer('inspect', {
    schedule: '%INSPECT_SCHEDULE%',
    handler: async (_timer, context) => await inspectAsked(inspecting, context),
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
