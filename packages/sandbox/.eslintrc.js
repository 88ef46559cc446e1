const config = require('../../.eslint/package')(__dirname);

// The protocol suite is tests for several servers, so its parts are exported.
config.overrides.push({
  files: ['src/testing/**'],
  rules: { 'jest/no-export': 'off' },
});

module.exports = config;
