const base = require('../../jest.config.js');

/** The example deployed to an emulator of AWS: `quick` on moto, `full` on fakecloud. */
/** @type {import('jest').Config} */
module.exports = {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/test/e2e'],
  testPathIgnorePatterns: [],
  // Bounds for a machine with much else to do.
  testTimeout: 400_000,
  maxWorkers: 1,
  bail: 1,
};
