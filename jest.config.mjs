import { existsSync } from 'node:fs';

const globalSetup = new URL('test/setup/globalSetup.mjs', import.meta.url).pathname;

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': '@swc/jest' },
  ...(existsSync(globalSetup) ? { globalSetup } : {}),
  reporters: ['default', '<rootDir>/test/setup/countReporter.mjs'],
  testTimeout: 60000,
  maxWorkers: 2,
};
