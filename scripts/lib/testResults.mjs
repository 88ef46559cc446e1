import fs from 'node:fs';

/**
 * What a test runner wrote about its run: its counts in one line, and every
 * failed test as `{ file, name, text }`. Undefined when it wrote nothing.
 */
export function readResults(file) {
  if (!fs.existsSync(file)) return undefined;
  const text = fs.readFileSync(file, 'utf8');
  return file.endsWith('.jsonl') ? nodeResults(text) : jestResults(text);
}

function jestResults(text) {
  const results = JSON.parse(text);
  // A file that does not even load has no tests that could fail.
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  return {
    line: countsLine('jest', {
      passed: results.numPassedTests,
      failed,
      skipped: results.numPendingTests + results.numTodoTests,
    }),
    failures: results.testResults.flatMap(failuresOfFile),
  };
}

function failuresOfFile({ name: file, status, message, assertionResults }) {
  const failures = assertionResults
    .filter(one => one.status === 'failed')
    .map(({ fullName: name, failureMessages: [text = ''] }) => ({
      ...{ file, name, text },
    }));
  if (status !== 'failed' || failures.length > 0) return failures;
  return [{ file, name: 'the file itself', text: message }];
}

function nodeResults(text) {
  const records = text.split('\n').filter(Boolean).map(JSON.parse);
  const counts = records.find(record => record.counts)?.counts;
  return {
    line: counts ? countsLine('node', counts) : 'node: ended without counts',
    failures: records.filter(record => record.name),
  };
}

function countsLine(runner, { passed, failed, skipped }) {
  const line = `${runner}: ${passed} passed, ${failed} failed`;
  return skipped > 0 ? `${line}, ${skipped} skipped` : line;
}
