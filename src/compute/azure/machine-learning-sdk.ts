/**
 * The Azure ML client, in a module of its own so that it can be imported lazily by name: the package is CommonJS, and a bundle
 * that imports a CommonJS package lazily sees nothing but its default export.
 */
export { AzureMachineLearningWorkspaces } from '@azure/arm-machinelearning';
