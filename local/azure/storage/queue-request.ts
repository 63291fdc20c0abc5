import type { RowOperation } from '../roles.ts';
import { neverGranted, type RequestHead, type StorageRequest } from './storage-request.ts';

/** Says what a Queue service request does and which permission it needs. Throws StorageRefusal for what no role here includes. */
export function classifyQueueRequest(head: RequestHead): StorageRequest {
  const [account = '', queue = '', messages, messageId] = head.path.split('/');
  const component = head.query.get('comp') ?? '';
  const on = (action: string, ...operations: RowOperation[]): StorageRequest => ({
    account,
    place: queue,
    action,
    needs: operations.map((operation) => ({ service: 'queue', account, name: queue === '' ? '*' : queue, operation })),
  });
  if (queue === '') {
    if (head.method === 'GET' && component === 'list') return on('ListQueues', 'read');
    throw neverGranted(`${head.method} on the account (comp=${component})`);
  }
  if (messages === undefined) return queueItself(head.method, component, on);
  if (messages !== 'messages') throw neverGranted(`a path below the queue '${queue}'`);
  switch (`${head.method} ${messageId === undefined ? 'queue' : 'message'}`) {
    case 'GET queue':
      return head.query.get('peekonly') === 'true' ? on('PeekMessages', 'read') : on('GetMessages', 'read', 'delete');
    case 'POST queue':
      return on('PutMessage', 'write');
    case 'DELETE queue':
      return on('ClearMessages', 'delete');
    case 'PUT message':
      return on('UpdateMessage', 'write');
    case 'DELETE message':
      return on('DeleteMessage', 'delete');
    default:
      throw neverGranted(`${head.method} on messages`);
  }
}

function queueItself(
  method: string,
  component: string,
  on: (action: string, operation: RowOperation) => StorageRequest,
): StorageRequest {
  switch (`${method} ${component}`) {
    case 'PUT ':
      return on('CreateQueue', 'write');
    case 'DELETE ':
      return on('DeleteQueue', 'delete');
    case 'PUT metadata':
      return on('SetQueueMetadata', 'write');
    case 'GET metadata':
    case 'HEAD metadata':
      return on('GetQueueMetadata', 'read');
    default:
      throw neverGranted(`${method} on a queue (comp=${component})`);
  }
}
