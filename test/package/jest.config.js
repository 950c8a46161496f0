const base = require('../../jest.config.js');

/** The package as its readers get it: packed, installed beside its peers, compiled and run. */
/** @type {import('jest').Config} */
module.exports = {
  ...base,
  rootDir: '../..',
  roots: ['<rootDir>/test/package'],
  testPathIgnorePatterns: [],
  globalSetup: '<rootDir>/test/package/install.ts',
  globalTeardown: '<rootDir>/test/package/uninstall.ts',
  testTimeout: 300_000,
};
