import { randomUUID } from 'node:crypto';
import { EntraError, entraErrorReply } from './entra/entra-error.ts';
import type { LocalReply } from './server.ts';
import { storageErrorReply } from './storage/storage-answer.ts';

/** Everything that can misbehave. */
export const faultServices = ['blob', 'queue', 'table', 'arm', 'entra', 'identity', 'vault'] as const;
export type FaultService = (typeof faultServices)[number];

/** How a service says that it cannot answer now. */
export type Complaint = 'throttle' | 'unavailable' | 'gateway-timeout';

const retryAfter = { 'retry-after': '1' };

/**
 * A planned refusal in the form that the service itself uses: storage has no 429 and no Retry-After, Entra a number of its own, the identity
 * endpoint no code. Sources: Microsoft's pages on throttling and error codes of each service.
 */
export function faultAnswer(service: FaultService, method: string, complaint: Complaint): LocalReply {
  switch (service) {
    case 'blob':
    case 'queue':
    case 'table':
      return storageErrorReply(service, method, storageComplaints[complaint]);
    case 'entra':
      return entraErrorReply(new EntraError(...entraComplaints[complaint]));
    case 'identity': {
      const statusCode = statuses[complaint];
      return {
        status: statusCode,
        body: { statusCode, message: `Planned fault: ${complaint}.`, correlationId: randomUUID() },
      };
    }
    case 'arm':
    case 'vault': {
      const code = codes[service][complaint];
      const body = { error: { code, message: `Planned fault: ${complaint}.` } };
      return { status: statuses[complaint], ...(complaint === 'throttle' ? { headers: retryAfter } : {}), body };
    }
  }
}

const statuses: Readonly<Record<Complaint, number>> = { throttle: 429, unavailable: 503, 'gateway-timeout': 504 };

const busy = { status: 503, code: 'ServerBusy', message: 'The server is busy.' };
const storageComplaints = {
  throttle: busy,
  unavailable: busy,
  'gateway-timeout': {
    status: 500,
    code: 'OperationTimedOut',
    message: 'Operation could not be completed within the specified time.',
  },
} satisfies Record<Complaint, { status: number; code: string; message: string }>;

const entraComplaints: Readonly<Record<Complaint, ConstructorParameters<typeof EntraError>>> = {
  throttle: [429, 'temporarily_unavailable', 90055, 'There are too many incoming requests.'],
  unavailable: [503, 'temporarily_unavailable', 90033, 'A transient error has occurred. Please try again.'],
  'gateway-timeout': [504, 'temporarily_unavailable', 90006, 'The external server returned a retryable error.'],
};

const codes = {
  arm: { throttle: 'TooManyRequests', unavailable: 'ServiceUnavailable', 'gateway-timeout': 'GatewayTimeout' },
  vault: { throttle: 'Throttled', unavailable: 'ServiceUnavailable', 'gateway-timeout': 'GatewayTimeout' },
} satisfies Record<string, Record<Complaint, string>>;
