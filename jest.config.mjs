/** @type {import('jest').Config} */
export default {
  testEnvironment: '<rootDir>/test/setup/environment.mjs',
  roots: ['<rootDir>/src', '<rootDir>/test'],
  testMatch: ['**/*.spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  transform: { '^.+\\.ts$': '@swc/jest' },
  setupFiles: ['<rootDir>/test/setup/lateOptimisation.ts'],
  globalSetup: '<rootDir>/test/setup/globalSetup.mjs',
  testSequencer: '<rootDir>/test/setup/slowestFirst.mjs',
  reporters: ['default', '<rootDir>/test/setup/countReporter.mjs'],
  testTimeout: 60000,
  maxWorkers: 2,
  // Embedded databases add up in a worker; a new one starts before memory slows it down.
  workerIdleMemoryLimit: '1200MB',
};
