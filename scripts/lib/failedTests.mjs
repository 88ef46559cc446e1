/**
 * A reporter for `node --test`: one line of JSON for each failed test, and one
 * with the counts at the end. Beside another reporter that people read.
 */
export default async function* failedTests(events) {
  for await (const { type, data } of events) {
    if (type === 'test:fail') {
      const { error } = data.details;
      // A parent fails with its child, which is told already.
      if (error?.failureType === 'subtestsFailed') continue;
      const { stack, message } = error?.cause ?? error ?? {};
      yield line({
        file: data.file ?? '',
        name: data.name,
        text: String(stack ?? message ?? 'no reason given'),
      });
    }
    // Each file has a summary of its own; that of all names none.
    if (type === 'test:summary' && data.file === undefined) {
      const { passed, failed, cancelled, skipped, todo } = data.counts;
      yield line({
        counts: { passed, failed: failed + cancelled, skipped: skipped + todo },
      });
    }
  }
}

function line(value) {
  return `${JSON.stringify(value)}\n`;
}
