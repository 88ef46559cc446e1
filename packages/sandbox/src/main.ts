import { parseArguments } from './cli/parseArguments';
import { startSandbox } from './startSandbox';

/** One line for the person at the terminal, without a stack. */
function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, port } = error as NodeJS.ErrnoException & { port?: number }; // listen errors name their port
  return code === 'EADDRINUSE'
    ? `Port ${port} is taken; stop what listens there or choose another port.`
    : error.message;
}

async function main(): Promise<void> {
  const options = parseArguments(process.argv.slice(2));
  const sandbox = await startSandbox({
    port: options.port,
    forgePort: options.forgePort,
    dataDir: options.data,
    clusterFiles: options.clusterFiles,
    log: line => process.stderr.write(`${line}\n`),
  });
  const stop = () => {
    sandbox.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.stdout.write(
    `${JSON.stringify({ ready: true, ...sandbox.endpoints })}\n`,
  );
}

main().catch(error => {
  process.stderr.write(`sandbox: ${sentenceOf(error)}\n`);
  process.exit(1);
});
