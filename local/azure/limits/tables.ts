import { type Limits, nobody, remembered, storageReference } from './limit.ts';

const querying = `${storageReference}/querying-tables-and-entities`;
const operators = `${storageReference}/query-operators-supported-for-the-table-service`;
const transactions = `${storageReference}/performing-entity-group-transactions`;
const model = `${storageReference}/understanding-the-table-service-data-model`;
const errors = `${storageReference}/table-service-error-codes`;

const product = 'test/azure/limits-kept.test.ts';
const rows = 'storage/table-limits.ts';
const values = 'storage/table-values.ts';
const queries = 'storage/table-query.ts';
const batches = 'storage/table-batch.ts';

/** The Table service: what it takes of rows, queries and transactions. */
export const tableLimits = {
  comparisons: {
    ...{ what: 'comparisons in a $filter', most: 15, source: querying, by: queries, product },
    refused: { status: 400, code: 'InvalidInput', wordIsOurs: true },
  },
  filterForm: {
    ...{ what: 'a $filter is comparisons of a name with a constant', most: 'no other', source: querying, by: queries },
    refused: { status: 400, code: 'InvalidInput', wordIsOurs: true },
  },
  top: {
    ...{ what: 'rows that $top asks for', most: 1000, source: operators, by: queries, product },
    refused: { status: 400, code: 'InvalidInput', wordIsOurs: true },
  },
  order: {
    ...{ what: '$orderby: results have the order of their keys', most: 'none', source: querying, by: queries },
    refused: { status: 501, code: 'NotImplemented' },
  },
  skip: {
    ...{ what: '$skip: results go on by continuation', most: 'none', source: operators, by: queries },
    refused: { status: 501, code: 'NotImplemented' },
  },
  operations: {
    ...{ what: 'operations in a transaction', most: 100, source: errors, by: batches, product },
    refused: { status: 400, code: 'InvalidInput' },
  },
  transactionBytes: {
    ...{ what: 'bytes of a transaction', most: 4 * 1024 * 1024, source: transactions, by: batches, product },
    refused: { status: 413, code: 'RequestBodyTooLarge', wordIsOurs: true },
  },
  partitions: {
    ...{ what: 'partitions that a transaction reaches', most: 1, source: transactions, by: batches },
    refused: { status: 400, code: 'CommandsInBatchActOnDifferentPartitions' },
  },
  sameRow: {
    ...{ what: 'operations on one row in a transaction', most: 1, source: errors, by: batches },
    refused: { status: 400, code: 'InvalidDuplicateRow' },
  },
  rowBytes: {
    ...{ what: 'bytes of a row', most: 1024 * 1024, source: model, by: rows, product },
    refused: { status: 400, code: 'EntityTooLarge' },
  },
  properties: {
    ...{ what: 'properties of a row beside its keys and time', most: 252, source: model, by: rows, product },
    refused: { status: 400, code: 'TooManyProperties' },
  },
  propertyName: {
    ...{ what: 'characters of the name of a property', most: 255, source: model, by: rows },
    refused: { status: 400, code: 'PropertyNameTooLong' },
  },
  propertyNameForm: {
    ...{ what: 'the name of a property is an identifier', most: 'no other', source: model, by: rows },
    refused: { status: 400, code: 'PropertyNameInvalid' },
  },
  text: {
    ...{ what: 'bytes of a text, two for a character of UTF-16', most: 64 * 1024, source: model, by: values, product },
    refused: { status: 400, code: 'PropertyValueTooLarge' },
  },
  binary: {
    ...{ what: 'bytes of a value of type Edm.Binary', most: 64 * 1024, source: model, by: values },
    refused: { status: 400, code: 'PropertyValueTooLarge' },
  },
  partitionKey: {
    ...{ what: 'bytes of a partition key', most: 1024, source: model, by: values, product },
    refused: { status: 400, code: 'KeyValueTooLarge', wordIsOurs: true },
  },
  rowKey: {
    ...{ what: 'bytes of a row key', most: 1024, source: model, by: values, product },
    refused: { status: 400, code: 'KeyValueTooLarge', wordIsOurs: true },
  },
  keyCharacters: {
    ...{ what: 'keys without slash, backslash, # and ?', most: '/\\#?', source: model, by: values, product },
    refused: { status: 400, code: 'OutOfRangeInput', wordIsOurs: true },
  },
  keyControls: {
    ...{ what: 'keys without control characters', most: 'none', source: model, by: values, product },
    refused: { status: 400, code: 'OutOfRangeInput', wordIsOurs: true },
  },
  guid: {
    ...{ what: 'a value of type Edm.Guid is one', most: '128 bits in hex, with hyphens', source: model, by: values },
    refused: { status: 400, code: 'InvalidInput', wordIsOurs: true },
  },
  earliest: {
    ...{ what: 'years of a value of type Edm.DateTime begin with', most: 1601, source: model, by: values },
    refused: { status: 400, code: 'OutOfRangeInput', wordIsOurs: true },
  },
  dateTime: {
    ...{ what: 'a value of type Edm.DateTime is one', most: 'ISO 8601', source: model, by: values },
    refused: { status: 400, code: 'InvalidInput', wordIsOurs: true },
  },
  int32: {
    ...{ what: 'a whole number without a type', most: 2 ** 31 - 1, source: remembered, by: values, product },
    refused: { status: 400, code: 'InvalidInput', wordIsOurs: true },
  },
  int64: {
    ...{ what: 'a value of type Edm.Int64', most: '9223372036854775807', source: model, by: values },
    refused: { status: 400, code: 'InvalidInput', wordIsOurs: true },
  },
  etag: {
    ...{ what: 'If-Match is an ETag of the service, or *', most: 'no other', source: errors, by: queries },
    refused: { status: 400, code: 'InvalidInput' },
  },
  tableName: {
    ...{ what: 'characters of the name of a table', most: 63, source: model, by: 'storage/table-request.ts' },
    refused: { status: 400, code: 'InvalidResourceName' },
  },
  partitionRate: {
    ...{ what: 'rows of one partition in a second', most: 2000, source: remembered, by: nobody },
    refused: { status: 503, code: 'ServerBusy' },
  },
  accountRate: {
    ...{ what: 'operations of one account in a second', most: 20_000, source: remembered, by: nobody },
    refused: { status: 503, code: 'ServerBusy' },
  },
} satisfies Limits;
