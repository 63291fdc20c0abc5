/** The few parts of Azurite 3.37.0 that the worker uses; the package ships no types. */
interface AzuriteServer {
  start(): Promise<void>;
  close(): Promise<void>;
  getHttpServerAddress(): string;
}

declare module 'azurite/dist/src/blob/BlobServer.js' {
  const loaded: { default: new (configuration: object) => AzuriteServer };
  export default loaded;
}
declare module 'azurite/dist/src/queue/QueueServer.js' {
  const loaded: { default: new (configuration: object) => AzuriteServer };
  export default loaded;
}
declare module 'azurite/dist/src/table/TableServer.js' {
  const loaded: { default: new (configuration: object) => AzuriteServer };
  export default loaded;
}
declare module 'azurite/dist/src/blob/BlobConfiguration.js' {
  const loaded: { default: new (...values: unknown[]) => object };
  export default loaded;
}
declare module 'azurite/dist/src/queue/QueueConfiguration.js' {
  const loaded: { default: new (...values: unknown[]) => object };
  export default loaded;
}
declare module 'azurite/dist/src/table/TableConfiguration.js' {
  const loaded: { default: new (...values: unknown[]) => object };
  export default loaded;
}
