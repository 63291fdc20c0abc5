import { takeBackContract } from './take-back-contract.ts';

takeBackContract('release');
