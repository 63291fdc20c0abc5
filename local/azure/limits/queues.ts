import { type Limits, storageReference } from './limit.ts';

const by = 'azurite';
const outOfRange = { status: 400, code: 'OutOfRangeQueryParameterValue' };

/** The Queue service: what it takes of messages. */
export const queueLimits = {
  messages: {
    ...{ what: 'messages that one request takes', most: 32, source: `${storageReference}/get-messages`, by },
    refused: outOfRange,
  },
  hidden: {
    ...{ what: 'seconds that a message stays hidden', most: 604_800, source: `${storageReference}/get-messages`, by },
    refused: outOfRange,
  },
  bytes: {
    ...{ what: 'bytes of a message', most: 64 * 1024, source: `${storageReference}/put-message`, by },
    refused: { status: 413, code: 'RequestBodyTooLarge' },
  },
} satisfies Limits;
