import { jsonReply, type Reply } from '../http/reply.ts';

/** What the extension says of an exception of its own: which kind, and the message. There is no .NET stack here to show. */
export interface ReportedException {
  message: string;
  type: string;
  details: string;
}

/** Answers as the extension answers when it has caught an exception. */
export function exceptionReply(status: number, { message, type, details }: ReportedException): Reply {
  return jsonReply(status, { Message: message, ExceptionMessage: details, ExceptionType: type, StackTrace: '' });
}

/** 500, for an operation that does not fit the state of an instance. */
export function invalidOperation(details: string): Reply {
  const message = 'Something went wrong while processing your request';
  return exceptionReply(500, { message, type: 'System.InvalidOperationException', details });
}

/** 400, for what the extension takes for a wrong argument. */
export function wrongArgument(message: string, details: string): Reply {
  return exceptionReply(400, { message, type: 'System.ArgumentException', details });
}

/** 400, for content that is not JSON. */
export function invalidJson(details: string): Reply {
  return exceptionReply(400, { message: 'Invalid JSON content', type: 'Newtonsoft.Json.JsonReaderException', details });
}
