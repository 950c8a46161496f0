/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  // Every core: the suites are many and small, and the machine does nothing else.
  maxWorkers: '100%',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  // These need more than the sources, and have a configuration each.
  testPathIgnorePatterns: ['<rootDir>/test/e2e/', '<rootDir>/test/package/', '<rootDir>/test/browser/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/cdk.out/'],
  setupFiles: ['<rootDir>/test/setup.ts'],
  // The examples import the package by its name, as their readers will.
  moduleNameMapper: {
    '^cdk-stowage$': '<rootDir>/lib/index.ts',
    '^cdk-stowage/placement$': '<rootDir>/lib/placement/index.ts',
    '^cdk-stowage/operations$': '<rootDir>/lib/operations/index.ts',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
};
