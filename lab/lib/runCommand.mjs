/**
 * The frame of every command of the lab: what goes wrong is told in one line on
 * standard error; MESHWRIGHT_LAB_DEBUG=1 adds the stack trace.
 */
export async function runCommand(work) {
  const log = line => process.stderr.write(`${line}\n`);
  try {
    await work(log);
  } catch (error) {
    log(`lab: ${describe(error)}`);
    process.exitCode = 1;
  }
  // A wait that lost a race may still be asking; it must not keep us here.
  process.exit();
}

function describe(error) {
  // A system error (a folder that cannot be written, say) explains itself too.
  const isExplained = error.name === 'LabError' || error.syscall;
  const wantsTrace = process.env.MESHWRIGHT_LAB_DEBUG === '1' || !isExplained;
  return wantsTrace ? error.stack ?? error : error.message.split('\n')[0];
}
