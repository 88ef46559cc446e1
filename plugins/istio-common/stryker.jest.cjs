// Stryker asks for a configuration file; tests run as the Backstage CLI runs
// them, without the suites that assess thousands of clusters: they would run
// again for every mutant, and the ones beside the code are to find it.
const config = require('@backstage/cli/config/jest');

const SLOW = ['badObjects', 'LargeMesh', 'ClusterAssessor'];

module.exports = async () => ({
  ...(await (typeof config === 'function' ? config() : config)),
  testPathIgnorePatterns: SLOW.map(name => `${name}\\.test\\.ts$`),
});
