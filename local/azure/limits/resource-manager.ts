import { type Limits, nobody, remembered } from './limit.ts';

const tagging = 'https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources';
const tagWords = 'https://github.com/MicrosoftDocs/azure-docs/issues/5647';
const unregistered = 'https://github.com/Azure/azure-sdk-for-js/issues/4097';
const tags = 'arm/tags.ts';
const versions = 'arm/api-versions.ts';
const product = 'test/compute/limits-kept.test.ts';

/** Resource Manager: what it takes of any resource. */
export const resourceManagerLimits = {
  tags: {
    ...{ what: 'tags of a resource', most: 50, source: tagging, by: tags, product },
    refused: { status: 400, code: 'InvalidTagCount', wordIsOurs: true },
  },
  tagName: {
    ...{ what: 'characters of the name of a tag', most: 512, source: tagging, by: tags, product },
    refused: { status: 400, code: 'InvalidTagName', wordIsOurs: true },
  },
  tagValue: {
    ...{ what: 'characters of the value of a tag', most: 256, source: tagging, by: tags, product },
    refused: { status: 400, code: 'InvalidTagValueLength', wordIsOurs: true },
  },
  tagCharacters: {
    ...{ what: 'names of tags without these characters', most: '<>%&\\?/', source: tagWords, by: tags, product },
    refused: { status: 400, code: 'InvalidTagNameCharacters' },
  },
  tagCase: {
    ...{ what: 'names of tags differ in more than their case', most: 'always', source: tagging, by: tags },
    refused: { status: 400, code: 'InvalidTagName', wordIsOurs: true },
  },
  apiVersion: {
    ...{ what: 'an api-version is one of the type asked for', most: 'no other', source: unregistered, by: versions },
    refused: { status: 400, code: 'NoRegisteredProviderFound' },
  },
  apiVersionForm: {
    ...{ what: 'an api-version is a date, perhaps of a preview', most: 'no other', source: remembered, by: versions },
    refused: { status: 400, code: 'InvalidApiVersionParameter' },
  },
  apiVersionGiven: {
    ...{ what: 'a request names its api-version', most: 'always', source: remembered, by: versions },
    refused: { status: 400, code: 'MissingApiVersionParameter' },
  },
  requests: {
    ...{ what: 'requests that wait for an identity at once', most: 250, source: remembered, by: nobody },
    refused: { status: 429, code: 'SubscriptionRequestsThrottled' },
  },
} satisfies Limits;
